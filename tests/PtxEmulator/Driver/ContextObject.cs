namespace PtxEmulator.Driver;

/// <summary>Anything with a handle that belongs to a context.</summary>
internal abstract class ContextObject(EmulatedContext context)
{
    public EmulatedContext Context { get; } = context;
}
