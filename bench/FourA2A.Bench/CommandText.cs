using System.CommandLine;

namespace FourA2A.Bench;

/// <summary>The arguments that a result file says it was made by.</summary>
internal static class CommandText
{
    public static string Of(ParseResult result) => string.Join(' ', result.Tokens.Select(token => token.Value));
}
