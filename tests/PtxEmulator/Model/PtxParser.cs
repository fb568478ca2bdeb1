namespace PtxEmulator.Model;

/// <summary>Reads a module: its header, variables and kernels.</summary>
internal sealed class PtxParser(string ptx)
{
    private readonly TokenReader reader = new(ptx);
    private readonly Dictionary<string, EntryPoint> entries = [];
    private readonly Dictionary<string, ModuleVariable> variables = [];
    private readonly Dictionary<string, SharedVariable> shared = [];

    public PtxModule Parse()
    {
        reader.Expect(".version");
        var version = reader.Next().Text;
        reader.Expect(".target");
        var target = reader.Identifier();
        while (reader.Accept(","))
        {
            reader.Identifier();
        }

        if (reader.Accept(".address_size") && reader.Count() != 64)
        {
            throw new PtxException(reader.Current.Line, "addresses are not of 64 bits");
        }

        while (!reader.AtEnd)
        {
            ParseDeclaration();
        }

        return new PtxModule { Version = version, Target = target, Entries = entries, Variables = [.. variables.Values] };
    }

    private void ParseDeclaration()
    {
        if (reader.Current.Text is ".file" or ".loc")
        {
            reader.SkipLine();
            return;
        }

        if (reader.Accept(".pragma"))
        {
            reader.SkipTo(";");
            return;
        }

        if (reader.Accept(".section"))
        {
            reader.SkipTo("}");
            return;
        }

        var isExternal = false;
        while (reader.Current.Text is ".visible" or ".weak" or ".extern" or ".common")
        {
            isExternal |= reader.Next().Text == ".extern";
        }

        var space = reader.Next();
        switch (space.Text)
        {
            case ".entry":
                var entry = new EntryParser(reader, variables, shared).Parse();
                if (!entries.TryAdd(entry.Name, entry))
                {
                    throw new PtxException(space.Line, $"kernel '{entry.Name}' is declared twice");
                }

                break;
            case ".global" or ".const" when !isExternal:
                var variable = VariableDeclaration.Parse(reader, isExternal);
                if (!variables.TryAdd(
                    variable.Name,
                    new ModuleVariable(variable.Name, space.Text == ".const", variable.Size, variable.Alignment, variable.Initial)))
                {
                    throw new PtxException(space.Line, $"'{variable.Name}' is declared twice");
                }

                break;
            case ".shared":
                var inShared = VariableDeclaration.Parse(reader, isExternal);
                shared[inShared.Name] = inShared.InSharedMemory(isExternal);
                break;
            default:
                throw new PtxException(space.Line, $"unsupported declaration '{space.Text}'");
        }
    }
}
