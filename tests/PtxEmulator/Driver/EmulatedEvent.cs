namespace PtxEmulator.Driver;

/// <summary>A point in a stream.</summary>
internal sealed class EmulatedEvent(EmulatedContext context, bool timed) : ContextObject(context)
{
    public bool Timed { get; } = timed;

    /// <summary>The latest record; null before the first.</summary>
    public Operation? Record { get; set; }
}
