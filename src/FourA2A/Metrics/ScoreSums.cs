using System.Runtime.Intrinsics;
using FourA2A.Compressor;

namespace FourA2A.Metrics;

/// <summary>
/// The sums behind <see cref="Scores"/>, taken in one pass: the recursions of the estimate, of the target and of the recording
/// run side by side in the lanes of a vector, since each alone would wait for its own last sample.
/// </summary>
/// <remarks>
/// The averages are those of <see cref="LoudnessDynamicRange"/> in double; only their ratio and its logarithm are in float, which
/// moves an LDR by less than 1e-6 of itself.
/// </remarks>
internal sealed class ScoreSums(int sampleRate)
{
    /// <summary>Most samples of a call; the last block of a signal may be shorter.</summary>
    public const int BlockLength = 4096;

    private readonly Vector256<double>[] blockAverages = new Vector256<double>[BlockLength];
    private readonly Vector256<double> shortAndLong = Vector256.Create(
        LoudnessDynamicRange.ShortCoefficient(sampleRate),
        LoudnessDynamicRange.ShortCoefficient(sampleRate),
        LoudnessDynamicRange.LongCoefficient(sampleRate),
        LoudnessDynamicRange.LongCoefficient(sampleRate));

    private Vector256<double> means;
    private Vector256<double> averages;
    private Vector256<double> errors;
    private Vector256<double> energies;
    private Vector256<double> squaredLogarithms;
    private bool targetIsSilent = true;
    private bool recordingIsSilent = true;
    private long count;

    /// <summary>
    /// Adds the next samples of the three signals, as many of each.
    /// </summary>
    public void Add(ReadOnlySpan<float> estimate, ReadOnlySpan<float> target, ReadOnlySpan<float> recorded)
    {
        var length = estimate.Length;
        targetIsSilent = targetIsSilent && !target.ContainsAnyExcept(0f);
        recordingIsSilent = recordingIsSilent && !recorded.ContainsAnyExcept(0f);
        var coefficient = Vector256.Create(1 - ModelConstants.PreEmphasisPole);
        var smallest = Vector256.Create(LoudnessDynamicRange.SmallestEnergy);

        // Local copies stay in registers; summed by block, so that rounding grows with the number of blocks and not of samples.
        var (mean, average) = (means, averages);
        var (blockErrors, blockEnergies) = (Vector256<double>.Zero, Vector256<double>.Zero);
        for (var n = 0; n < length; n++)
        {
            var samples = Vector256.Create((double)estimate[n], target[n], recorded[n], 0);
            var filtered = samples + Vector256.Create(SignalGuard.AntiDenormal) - mean;
            mean += coefficient * filtered;
            var error = Vector256.Create(filtered.ToScalar()) - filtered;
            var squares = filtered * filtered;
            blockErrors += error * error;
            blockEnergies += squares;

            var energy = Vector256.MaxNative(Vector256.Create(squares.GetLower(), squares.GetLower()), smallest);
            average += shortAndLong * (energy - average);
            blockAverages[n] = average;
        }

        (means, averages) = (mean, average);
        errors += blockErrors;
        energies += blockEnergies;
        count += length;

        // log 1 = 0: the padding of the last block adds nothing.
        blockAverages.AsSpan(length).Fill(Vector256<double>.One);
        squaredLogarithms += SumOfSquaredLogarithms(blockAverages);
    }

    /// <summary>The scores of all samples so far.</summary>
    public Scores ToScores()
        => new(
            errors[1] / (targetIsSilent ? 0 : energies[1]),
            errors[2] / (recordingIsSilent ? 0 : energies[2]),
            LoudnessDynamicRangeDb(0) - LoudnessDynamicRangeDb(1));

    private double LoudnessDynamicRangeDb(int signal)
    {
        const double decibelsPerOctave = 3.0102999566398119521;
        return decibelsPerOctave * double.Sqrt((squaredLogarithms[signal] + squaredLogarithms[signal + 2]) / count);
    }

    // Even lanes of the estimate, odd ones of the target.
    private static Vector256<double> SumOfSquaredLogarithms(ReadOnlySpan<Vector256<double>> averages)
    {
        var sum = Vector512<float>.Zero;
        for (var n = 0; n < averages.Length; n += 8)
        {
            var block = averages.Slice(n, 8);
            var ratios = Vector512.Create(
                Vector256.Narrow(Ratios(block[0], block[1]), Ratios(block[2], block[3])),
                Vector256.Narrow(Ratios(block[4], block[5]), Ratios(block[6], block[7])));
            var logarithm = Vector512.Log2(ratios);
            sum += logarithm * logarithm;
        }

        var (lower, upper) = Vector512.Widen(sum);
        return lower.GetLower() + lower.GetUpper() + upper.GetLower() + upper.GetUpper();

        static Vector256<double> Ratios(Vector256<double> first, Vector256<double> second)
            => Vector256.Create(first.GetLower(), second.GetLower()) / Vector256.Create(first.GetUpper(), second.GetUpper());
    }
}
