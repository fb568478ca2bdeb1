using System.Globalization;
using PtxEmulator.Execution;

namespace PtxEmulator.Model;

/// <summary>
/// A kernel's instructions as they are decoded, with the names in scope, the layout of its registers and its shared memory.
/// </summary>
internal sealed class EntryBody(
    IReadOnlyList<Parameter> parameters,
    IReadOnlyDictionary<string, ModuleVariable> variables,
    IReadOnlyDictionary<string, SharedVariable> moduleShared)
{
    private const string DynamicShared = "%dynamic_shared";
    private readonly List<Instruction> instructions = [];
    private readonly List<RegisterUse> uses = [];
    private readonly List<(Instruction Branch, string Label, Scope Scope)> branches = [];
    private readonly Dictionary<string, SharedVariable> ownShared = [];
    private readonly Dictionary<string, int> sharedOffsets = [];
    private Scope scope = new(parent: null);
    private int sharedBytes;
    private int dynamicAlignment = 1;

    public RegisterLayout Layout { get; } = new();

    public IReadOnlyList<Parameter> Parameters => parameters;

    public void OpenScope() => scope = new Scope(scope);

    public void CloseScope() => scope = scope.Parent!;

    public void AddLabel(string name, int line)
    {
        if (!scope.Labels.TryAdd(name, instructions.Count))
        {
            throw new PtxException(line, $"label '{name}' stands twice");
        }
    }

    public void AddRegister(string name, ScalarType type, int line)
    {
        if (!scope.Registers.TryAdd(name, new Register(type, Layout.Allocate(type.Size()))))
        {
            throw new PtxException(line, $"register '{name}' is declared twice");
        }
    }

    public void AddRegisters(string prefix, ScalarType type, int count, int line)
    {
        if (!scope.Ranges.TryAdd(prefix, (type, count)))
        {
            throw new PtxException(line, $"registers '{prefix}' are declared twice");
        }
    }

    public void AddShared(string name, SharedVariable variable, int line)
    {
        if (!ownShared.TryAdd(name, variable))
        {
            throw new PtxException(line, $"shared variable '{name}' is declared twice");
        }
    }

    public void AddInstruction(Statement statement)
    {
        var (instruction, use) = new Encoder(this, statement).Encode();
        instructions.Add(instruction);
        uses.Add(use);
    }

    /// <summary>Remembers where a branch goes, for when all labels are known.</summary>
    public void AddBranch(Instruction branch, string label) => branches.Add((branch, label, scope));

    /// <summary>The register of that name; null if it is none.</summary>
    public Register? FindRegister(string name)
    {
        for (var s = scope; s is not null; s = s.Parent)
        {
            if (s.Registers.TryGetValue(name, out var register))
            {
                return register;
            }

            var prefix = name.TrimEnd("0123456789".ToCharArray());
            if (prefix.Length < name.Length
                && s.Ranges.TryGetValue(prefix, out var range)
                && int.TryParse(name.AsSpan(prefix.Length), NumberStyles.None, null, out var number)
                && number < range.Count)
            {
                register = new Register(range.Type, Layout.Allocate(range.Type.Size()));
                s.Registers.Add(name, register);
                return register;
            }
        }

        return null;
    }

    public Parameter? FindParameter(string name) => parameters.FirstOrDefault(p => p.Name == name);

    /// <summary>State space of a variable, <c>global</c>, <c>const</c> or <c>shared</c>; null if there is none of that name.</summary>
    public string? SpaceOf(string name) =>
        ownShared.ContainsKey(name) || moduleShared.ContainsKey(name) ? "shared"
        : !variables.TryGetValue(name, out var variable) ? null
        : variable.IsConstant ? "const"
        : "global";

    /// <summary>Column of a variable's address plus an offset, in the variable's own space.</summary>
    public int AddressColumn(string name, ulong offset, int size)
    {
        if (!ownShared.TryGetValue(name, out var variable) && !moduleShared.TryGetValue(name, out variable))
        {
            return Layout.Constant(size, offset, name);
        }

        if (variable.IsDynamic)
        {
            dynamicAlignment = Math.Max(dynamicAlignment, variable.Alignment);
            return Layout.Constant(size, offset, DynamicShared);
        }

        if (!sharedOffsets.TryGetValue(name, out var start))
        {
            start = (sharedBytes + variable.Alignment - 1) / variable.Alignment * variable.Alignment;
            sharedOffsets.Add(name, start);
            sharedBytes = start + variable.Size;
        }

        return Layout.Constant(size, (ulong)start + offset);
    }

    /// <summary>Decodes what needs the whole: where branches go and meet, and that nothing is read that was never written.</summary>
    public EntryPoint Finish(Func<Instruction[], RegisterLayout, int, int, EntryPoint> create)
    {
        AddInstruction(new Statement(instructions.Count > 0 ? instructions[^1].Line : 0, "ret;", Guard: null, "ret", []));
        foreach (var (branch, label, from) in branches)
        {
            branch.Target = FindLabel(from, label) ?? throw new PtxException(branch.Line, $"no label '{label}'");
        }

        var code = instructions.ToArray();
        var flow = new ControlFlow(code);
        flow.SetReconvergence();
        flow.RefuseUndefined(uses);
        Layout.Resolve(DynamicShared, (ulong)((sharedBytes + dynamicAlignment - 1) / dynamicAlignment * dynamicAlignment));
        return create(code, Layout, sharedBytes, dynamicAlignment);
    }

    private static int? FindLabel(Scope from, string label)
    {
        for (var s = from; s is not null; s = s.Parent)
        {
            if (s.Labels.TryGetValue(label, out var target))
            {
                return target;
            }
        }

        return null;
    }
}
