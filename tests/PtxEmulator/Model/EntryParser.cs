namespace PtxEmulator.Model;

/// <summary>Reads a kernel: its signature, declarations and instructions.</summary>
internal sealed class EntryParser(
    TokenReader reader, IReadOnlyDictionary<string, ModuleVariable> variables, IReadOnlyDictionary<string, SharedVariable> moduleShared)
{
    private readonly List<Parameter> parameters = [];
    private int parameterBytes;
    private int? maxThreads;
    private Dim3? requiredBlock;

    public EntryPoint Parse()
    {
        var name = reader.Identifier();
        if (reader.Accept("("))
        {
            ParseParameters();
        }

        ParseLimits();
        var body = new EntryBody(parameters, variables, moduleShared);
        reader.Expect("{");
        ParseBlock(body);
        return body.Finish((instructions, registers, sharedBytes, dynamicAlignment) => new EntryPoint(instructions, registers)
        {
            Name = name,
            Parameters = parameters,
            ParameterBytes = parameterBytes,
            SharedBytes = sharedBytes,
            DynamicSharedAlignment = dynamicAlignment,
            MaxThreads = maxThreads,
            RequiredBlock = requiredBlock,
        });
    }

    private void ParseParameters()
    {
        while (!reader.Accept(")"))
        {
            reader.Expect(".param");
            var declared = VariableDeclaration.ParseOpen(reader, isExternal: false);
            var offset = (parameterBytes + declared.Alignment - 1) / declared.Alignment * declared.Alignment;
            parameters.Add(new Parameter(declared.Name, offset, declared.Size, declared.Alignment));
            parameterBytes = offset + declared.Size;
            if (reader.Current.Text != ")")
            {
                reader.Expect(",");
            }
        }
    }

    private void ParseLimits()
    {
        while (reader.Current.Kind == TokenKind.Directive)
        {
            var directive = reader.Next();
            var x = reader.Count();
            var y = reader.Accept(",") ? reader.Count() : 1;
            var z = reader.Accept(",") ? reader.Count() : 1;
            switch (directive.Text)
            {
                case ".maxntid":
                    maxThreads = x * y * z;
                    break;
                case ".reqntid":
                    requiredBlock = new Dim3((uint)x, (uint)y, (uint)z);
                    break;
                case ".minnctapersm" or ".maxnreg":
                    break;
                default:
                    throw new PtxException(directive.Line, $"unsupported directive '{directive.Text}'");
            }
        }
    }

    private void ParseBlock(EntryBody body)
    {
        while (!reader.Accept("}"))
        {
            if (reader.Accept("{"))
            {
                body.OpenScope();
                ParseBlock(body);
                body.CloseScope();
            }
            else if (reader.AtLabel())
            {
                var label = reader.Next();
                reader.Expect(":");
                body.AddLabel(label.Text, label.Line);
            }
            else if (reader.Current.Kind == TokenKind.Directive)
            {
                ParseDirective(body);
            }
            else
            {
                body.AddInstruction(reader.Statement());
            }
        }
    }

    private void ParseDirective(EntryBody body)
    {
        var directive = reader.Current;
        switch (directive.Text)
        {
            case ".loc" or ".file":
                reader.SkipLine();
                break;
            case ".pragma":
                reader.SkipTo(";");
                break;
            case ".reg":
                reader.Next();
                ParseRegisters(body);
                break;
            case ".shared":
                reader.Next();
                var variable = VariableDeclaration.Parse(reader, isExternal: false);
                body.AddShared(variable.Name, variable.InSharedMemory(isExternal: false), directive.Line);
                break;
            default:
                throw new PtxException(directive.Line, $"unsupported directive '{directive.Text}'");
        }
    }

    private void ParseRegisters(EntryBody body)
    {
        var line = reader.Current.Line;
        var type = reader.Type();
        if (type.Size() == 1)
        {
            throw new PtxException(line, $"registers of type .{type.Name()} are unsupported");
        }

        do
        {
            var name = reader.Identifier();
            if (reader.Accept("<"))
            {
                body.AddRegisters(name, type, reader.Count(), line);
                reader.Expect(">");
            }
            else
            {
                body.AddRegister(name, type, line);
            }
        }
        while (reader.Accept(","));
        reader.Expect(";");
    }
}
