namespace PtxEmulator.Execution;

/// <summary>Special registers that keep their value as long as a warp lives; <c>%clock</c> is an instruction of its own.</summary>
internal static class SpecialRegisters
{
    private static readonly HashSet<string> Names =
    [
        "%tid.x", "%tid.y", "%tid.z", "%ntid.x", "%ntid.y", "%ntid.z", "%ctaid.x", "%ctaid.y", "%ctaid.z", "%nctaid.x", "%nctaid.y",
        "%nctaid.z", "%laneid", "%warpid", "%nwarpid", "%lanemask_eq", "%lanemask_le", "%lanemask_lt", "%lanemask_ge", "%lanemask_gt",
        "%dynamic_smem_size",
    ];

    public static bool Exists(string name) => Names.Contains(name);

    public static uint Value(string name, Warp warp, int lane)
    {
        var launch = warp.Launch;
        return name switch
        {
            "%tid.x" => warp.ThreadAt(lane).X,
            "%tid.y" => warp.ThreadAt(lane).Y,
            "%tid.z" => warp.ThreadAt(lane).Z,
            "%ntid.x" => launch.Block.X,
            "%ntid.y" => launch.Block.Y,
            "%ntid.z" => launch.Block.Z,
            "%ctaid.x" => warp.BlockIndex.X,
            "%ctaid.y" => warp.BlockIndex.Y,
            "%ctaid.z" => warp.BlockIndex.Z,
            "%nctaid.x" => launch.Grid.X,
            "%nctaid.y" => launch.Grid.Y,
            "%nctaid.z" => launch.Grid.Z,
            "%laneid" => (uint)lane,
            "%warpid" => (uint)warp.Number,
            "%nwarpid" => (uint)((launch.Block.Count + 31) / 32),
            "%lanemask_eq" => 1u << lane,
            "%lanemask_le" => (2u << lane) - 1,
            "%lanemask_lt" => (1u << lane) - 1,
            "%lanemask_ge" => ~((1u << lane) - 1),
            "%lanemask_gt" => ~((2u << lane) - 1),
            "%dynamic_smem_size" => launch.DynamicSharedBytes,
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such special register."),
        };
    }
}
