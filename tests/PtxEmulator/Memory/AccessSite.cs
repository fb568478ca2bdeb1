namespace PtxEmulator.Memory;

/// <summary>An access of a warp, as later ones are ordered against it.</summary>
/// <param name="Warp"><see cref="WarpClock.Id"/>.</param>
/// <param name="Line">PTX line.</param>
/// <param name="Epoch">Epoch of its block.</param>
/// <param name="WarpSync">Warp-wide synchronisations passed.</param>
/// <param name="Time">Time of its warp.</param>
/// <param name="IsWeak">Neither relaxed nor stronger.</param>
/// <param name="IsBlockScope">Strong within its block only.</param>
internal readonly record struct AccessSite(int Warp, int Line, int Epoch, int WarpSync, int Time, bool IsWeak, bool IsBlockScope);
