namespace PtxEmulator.Model;

/// <summary>Cuts PTX into tokens; comments are left out.</summary>
internal sealed class Lexer(string ptx)
{
    private int at;
    private int line = 1;

    public List<Token> Tokens()
    {
        var tokens = new List<Token>();
        while (SkipBlanks())
        {
            var start = at;
            var kind = Scan();
            tokens.Add(new Token(kind, ptx[start..at], line, start));
        }

        tokens.Add(new Token(TokenKind.End, "end of file", line, at));
        return tokens;
    }

    private static bool IsWord(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '$' or '%';

    private char Peek(int ahead) => at + ahead < ptx.Length ? ptx[at + ahead] : '\0';

    private bool SkipBlanks()
    {
        while (at < ptx.Length)
        {
            if (ptx[at] == '/' && Peek(1) == '/')
            {
                while (at < ptx.Length && ptx[at] != '\n')
                {
                    at++;
                }
            }
            else if (ptx[at] == '/' && Peek(1) == '*')
            {
                var end = ptx.IndexOf("*/", at + 2, StringComparison.Ordinal);
                if (end < 0)
                {
                    throw new PtxException(line, "a comment is not closed");
                }

                line += ptx.AsSpan(at, end - at).Count('\n');
                at = end + 2;
            }
            else if (char.IsWhiteSpace(ptx[at]))
            {
                line += ptx[at++] == '\n' ? 1 : 0;
            }
            else
            {
                return true;
            }
        }

        return false;
    }

    private TokenKind Scan()
    {
        var c = ptx[at];
        if (char.IsAsciiDigit(c))
        {
            ScanNumber();
            return TokenKind.Number;
        }

        if (c == '.' && IsWord(Peek(1)))
        {
            at++;
            ScanWord();
            return TokenKind.Directive;
        }

        if (IsWord(c))
        {
            ScanWord();
            while (Peek(0) == '.' && IsWord(Peek(1)))
            {
                at++;
                ScanWord();
            }

            return TokenKind.Identifier;
        }

        if (c == '"')
        {
            var end = ptx.IndexOf('"', at + 1);
            if (end < 0)
            {
                throw new PtxException(line, "a quoted text is not closed");
            }

            at = end + 1;
            return TokenKind.Quoted;
        }

        if (!"{}[](),;:@!|<>=+-".Contains(c, StringComparison.Ordinal))
        {
            throw new PtxException(line, $"unexpected character '{c}'");
        }

        at++;
        return TokenKind.Punctuation;
    }

    private void ScanWord()
    {
        while (IsWord(Peek(0)))
        {
            at++;
        }
    }

    private void ScanNumber()
    {
        var hexadecimal = Peek(0) == '0' && Peek(1) is 'x' or 'X' or 'f' or 'F' or 'd' or 'D';
        while (IsWord(Peek(0)) || (!hexadecimal && (Peek(0) == '.' || (Peek(0) is '+' or '-' && Peek(-1) is 'e' or 'E'))))
        {
            at++;
        }
    }
}
