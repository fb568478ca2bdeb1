namespace PtxEmulator.Driver;

/// <summary>
/// Handles are never used twice in the process: one that is freed, or that belongs to another emulated driver, is known to nobody.
/// </summary>
internal static class Handles
{
    private static long last = 0x0FA2_0000_0000;

    public static nint Next() => (nint)Interlocked.Add(ref last, 16);
}
