namespace PtxEmulator.Model;

/// <summary>Fundamental types of PTX that the emulator knows.</summary>
internal enum ScalarType
{
    Predicate,
    B8,
    B16,
    B32,
    B64,
    U8,
    U16,
    U32,
    U64,
    S8,
    S16,
    S32,
    S64,
    F32,
    F64,
}
