namespace PtxEmulator.Model;

internal enum TokenKind
{
    /// <summary>Opcodes with their modifiers, registers, symbols, labels: <c>ld.global.f32</c>, <c>%tid.x</c>, <c>$L__BB0_1</c>.</summary>
    Identifier,

    /// <summary>A word that starts with a dot.</summary>
    Directive,

    /// <summary>A number, without its sign.</summary>
    Number,

    /// <summary>A quoted text.</summary>
    Quoted,

    /// <summary>One character.</summary>
    Punctuation,

    End,
}
