namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>
/// How far a kernel's result may be from the serial one in double. Derived by counting roundings, not by trying.
/// </summary>
/// <remarks>
/// <para>
/// A one-pole's result is a sum of contributions, <c>y[n] = sum over k of A[n] .. A[k+1] b[k]</c>. On its way from b[k] to y[n] a
/// contribution meets some number of roundings, each of which changes it by a factor <c>1 + d</c>, <c>|d| &lt;= u = 2^-24</c>; with at most c
/// of them the error is at most <c>c u</c> times the sum of the contributions' magnitudes, <c>|error[n]| &lt;= c u S[n]</c>,
/// <c>S[n] = |A[n]| S[n-1] + |b[n]|</c> (Higham, "Accuracy and Stability of Numerical Algorithms", chapter 3).
/// </para>
/// <para>
/// One step of a step with a two-float multiplier is <c>fma(high, y, fma(low, y, b))</c>: what comes in as y meets one rounding (the inner one
/// acts on its low part only, 2^-24 of it), what comes in as b meets two. The longest ways, from a sample into a later row or tile, are
/// counted below; ways within a row are shorter. Products of multipliers are kept in two floats, wrong by less than 4 u^2 each,
/// 13 deep in a tile; chained over the 130 tiles of 12 s and with terms of second order that is less than 0.01 u.
/// A constant multiplier given in double reaches the kernel within 2^-48 of itself, which n samples later is n 2^-48: 0.03 u at 12 s.
/// The states of tiles are chained in double, 2^-53 a tile.
/// </para>
/// </remarks>
internal static class KernelTolerances
{
    /// <summary>u: half a unit in the last place of a float, relative.</summary>
    public const double UnitRoundoff = 1.0 / (1 << 24);

    /// <summary>Lane: 4 samples folded; in as the second sample's b (2), on as y of the third and fourth (2).</summary>
    private const int Lane = 4;

    /// <summary>Row: 5 levels of the scan over its 32 lanes, at each of them at worst as b (2).</summary>
    private const int Row = 10;

    /// <summary>Tile: 5 levels of the scan over its 32 rows, likewise.</summary>
    private const int Tile = 10;

    /// <summary>
    /// Into a later tile: its state becomes a float (1) and goes as y to the row (1), to the lane (1) and through its 4 samples (4). Into a
    /// later row of the same tile: as b to the row (2), as y to the lane and through its samples (5).
    /// </summary>
    private const int Later = 7;

    /// <summary>What is left of products of multipliers, of double and of second order: less than 0.1, see above.</summary>
    private const int Remainder = 1;

    /// <summary>c of a one-pole's state, see above.</summary>
    public const int OnePoleRoundings = Lane + Row + Tile + Later + Remainder;

    /// <summary>
    /// Bound of a one-pole's error. Where a result is below the normal floats a rounding is off by half the smallest float, 2^-150,
    /// instead; multipliers up to 1 in magnitude do not amplify it, and a chunk of N samples has at most two such roundings a sample that can reach
    /// one result. Products of multipliers that underflow are off by as much of the state they meet.
    /// </summary>
    /// <param name="scale">S[n].</param>
    /// <param name="largestScale">The largest S of the chunk.</param>
    /// <param name="length">N.</param>
    public static double OnePole(double scale, double largestScale, int length)
        => (OnePoleRoundings * UnitRoundoff * scale) + Underflow(largestScale, length);

    /// <summary>
    /// Bound of the pre-emphasis' error. <c>x[n] - (1 - p) w[n-1]</c> is one fma (rounded once), 1 - p one float (rounded once), w[n-1] a one-pole's
    /// state.
    /// </summary>
    /// <param name="result">The exact result.</param>
    /// <param name="scaleBefore">S[n-1].</param>
    /// <param name="largestScale">The largest S of the chunk.</param>
    /// <param name="length">N.</param>
    public static double PreEmphasis(double result, double scaleBefore, double largestScale, int length)
        => (UnitRoundoff * double.Abs(result))
            + ((1 - Compressor.ModelConstants.PreEmphasisPole) * (OnePoleRoundings + 2) * UnitRoundoff * scaleBefore)
            + Underflow(largestScale, length);

    /// <summary>
    /// Bound of the level's error: log2 is stated to less than 1 ulp of the result; the floor as a float is off by u, 2^-3 ulp of a level of -26.6.
    /// </summary>
    public static double Level(double level) => (level < -26 ? 1.13 : 1) * Ulp(level);

    /// <summary>
    /// Bound of the gain's error: exp2 is stated to less than 1.01 ulp of the result; its argument s (CT - L) carries the roundings of the
    /// difference, the product, s and CT.
    /// </summary>
    /// <param name="gain">The exact gain.</param>
    /// <param name="slope">s.</param>
    /// <param name="threshold">CT as a logarithm to the base 2.</param>
    /// <param name="level">L, likewise.</param>
    public static double Gain(double gain, double slope, double threshold, double level)
        => (1.01 * Ulp(gain)) + (double.Log(2) * UnitRoundoff * slope * (double.Abs(threshold) + (3.01 * double.Abs(threshold - level))) * gain);

    /// <summary>
    /// Relative error of a gain of the ballistics before it is rounded to float, kernel's and serial one's together. g is a sum of
    /// contributions of f, none negative. In the serial recursion a contribution meets 3 roundings of 2^-53 a sample, counting that
    /// <c>g + a (f - g)</c> magnifies one by at most 1/(1 - a), below 1.7 from 0.1 ms on. In the kernel it meets them in its own segment and in that of the
    /// result, 2 x 64 samples, and about 50 on its way there: products of (1 - a) are two doubles.
    /// </summary>
    /// <param name="sample">n.</param>
    public static double GainBeforeRounding(int sample) => 5 * (sample + 128 + 50) * double.ScaleB(1, -53);

    /// <summary>
    /// Share of gains that may so lie near the middle of two floats that both's roundings decide: errors of up to about 1e-14, as roundings that
    /// mostly cancel leave them, of the 6e-8 between floats, and twice that for chance.
    /// </summary>
    public const double GainsNearTheMiddleOfTwoFloats = 1e-6 / 3;

    /// <summary>
    /// Roundings of a derivative of the ballistics: those of a one-pole; in its source at most 3 (a or a', e or b, product, sum: the last is
    /// shared), and as many after it.
    /// </summary>
    private const int BallisticsRoundings = OnePoleRoundings + 8;

    /// <summary>
    /// Bound of the error of a derivative of the ballistics. The smallest floats add what they add to a one-pole, from its source and from
    /// what is made of its state.
    /// </summary>
    /// <param name="scale">The same recursion on magnitudes.</param>
    /// <param name="largestScale">The largest of the chunk.</param>
    /// <param name="length">N.</param>
    public static double BallisticsDerivative(double scale, double largestScale, int length)
        => (BallisticsRoundings * UnitRoundoff * scale) + (2 * Underflow(largestScale, length));

    /// <summary>
    /// Bound of the error of a sum over the samples, relative to that of magnitudes: in float a thread adds 3 terms for each of its 16 samples and a tile
    /// its threads' sums, 8 and then 5 additions deep; tiles are added in double. A term's factor f' - g'[n-1] is rounded once.
    /// </summary>
    public const double BallisticsSum = (BallisticsRoundings + (3 * 16) + 13 + 2) * UnitRoundoff;

    /// <summary>
    /// Agreement of derivatives with one another and with central differences, relative to what is contracted in magnitudes: the errors of two results, of the
    /// float differences that the derivatives are taken at, and of the differences, the square of a step of 1e-4 times a factor of a few.
    /// </summary>
    public const double BallisticsLadder = (2 * BallisticsSum) + 5e-8;

    /// <summary>Bound of one rounding to float.</summary>
    public static double Rounding(double value) => Ulp(value) / 2;

    /// <summary>Unit in the last place of a float of this magnitude.</summary>
    public static double Ulp(double value) => double.ScaleB(1, int.Max(double.ILogB(value), -126) - 23);

    private static double Underflow(double largestScale, int length) => 2.0 * length * double.ScaleB(1 + largestScale, -150);
}
