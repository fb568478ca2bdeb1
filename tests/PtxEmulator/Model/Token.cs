namespace PtxEmulator.Model;

/// <param name="Kind">What it is.</param>
/// <param name="Text">As in the source.</param>
/// <param name="Line">Line in the source, from 1.</param>
/// <param name="Start">Where it starts in the source.</param>
internal readonly record struct Token(TokenKind Kind, string Text, int Line, int Start);
