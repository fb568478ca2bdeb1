using System.Runtime.CompilerServices;

namespace PtxEmulator.Memory;

/// <summary>
/// Up to <see cref="Capacity"/> readers of a granule that are not ordered among themselves. When more come, some are dropped: a
/// race with one of those is then found under another seed, or with another reader.
/// </summary>
[InlineArray(Capacity)]
internal struct ReaderSet
{
    public const int Capacity = 4;

    private uint first;

    /// <summary>Adds a reader where there is room, else in place of one chosen by its own number.</summary>
    public void Add(uint stamp)
    {
        Span<uint> members = this;
        var free = members.IndexOf(0u);
        members[free >= 0 ? free : (int)(stamp >> AccessLog.SiteShift) & (Capacity - 1)] = stamp;
    }
}
