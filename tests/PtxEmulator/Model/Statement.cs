namespace PtxEmulator.Model;

/// <summary>An instruction as written.</summary>
/// <param name="Line">Line in the source, from 1.</param>
/// <param name="Text">All of it.</param>
/// <param name="Guard">The predicate behind the at sign, if any.</param>
/// <param name="Opcode">The opcode with its modifiers.</param>
/// <param name="Operands">Its operands.</param>
internal sealed record Statement(int Line, string Text, Operand? Guard, string Opcode, IReadOnlyList<Operand> Operands);
