namespace PtxEmulator.Driver;

/// <summary>A queue of operations.</summary>
/// <param name="context">Its context.</param>
/// <param name="blocking">Whether it is ordered with the legacy default stream, as all are that are not made with CU_STREAM_NON_BLOCKING.</param>
internal sealed class EmulatedStream(EmulatedContext context, bool blocking) : ContextObject(context)
{
    public bool Blocking { get; } = blocking;

    /// <summary>The operation queued last; the next one waits for it.</summary>
    public Operation? Last { get; set; }
}
