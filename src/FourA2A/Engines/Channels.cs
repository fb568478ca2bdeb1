namespace FourA2A.Engines;

/// <summary>
/// How many raw channels the fused passes of the fast engines carry, on a CPU and on a card; see <see cref="RawSums"/>.
/// </summary>
internal static class Channels
{
    /// <summary>First tangents h, g_s, g_at, g_rt, each with a pre-emphasis state.</summary>
    public const int First = 4;

    /// <summary>Second tangents (s,s); (CT,at), (CT,rt); (s,at), (s,rt); (at,at), (rt,rt), (at,rt).</summary>
    public const int Second = 8;

    /// <summary>Sums over the samples in the loss; see <see cref="Sum"/>.</summary>
    public const int SumCount = (int)Sum.Second + Second;
}
