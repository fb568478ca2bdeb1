namespace PtxEmulator.Execution;

/// <summary>What comes behind an instruction.</summary>
internal enum Flow
{
    /// <summary>The next one.</summary>
    Next,

    /// <summary>The target, where the guard holds.</summary>
    Branch,

    /// <summary>Nothing, where the guard holds.</summary>
    Exit,

    /// <summary>The next one, once the warp may go on.</summary>
    Stop,
}
