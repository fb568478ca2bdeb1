using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Kernels;
using FourA2A.Cuda.Tests.Cards;
using Xunit.Abstractions;

namespace FourA2A.Cuda.Tests.Kernels;

/// <summary>
/// The loss on a card against its sums in double; samples that are not in it are no numbers. One subclass per card.
/// </summary>
public abstract class LossKernelTests(Card card, ITestOutputHelper output) : RowKernelTests(card, output)
{
    private LossKernels? kernels;

    private LossKernels Kernels => kernels ??= Own(new LossKernels(Card.Context));

    [SkippableTheory]
    [MemberData(nameof(Shapes))]
    public void ForwardAndDerivatives_MatchTheirFormulas(int chunks, int length)
    {
        foreach (var warmUp in new[] { 0, 1, length / 2, length })
        {
            var arrays = Arrays(chunks, length);
            // Whole chunks, and some that end before the row does; one of them within its warm-up.
            uint[] lengths = [.. Enumerable.Range(0, chunks).Select(chunk => (uint)(chunk == 1 ? length / 3 : length - int.Min(length, 3 * chunk)))];
            var weight = new LossWeight(Upload(arrays, lengths), warmUp);
            bool Counts(int n) => n % arrays.Rows.Pitch >= warmUp && n % arrays.Rows.Pitch < lengths[n / arrays.Rows.Pitch];
            var (p, t, one, other, both) = (arrays.Uniform(), arrays.Uniform(), arrays.Uniform(), arrays.Uniform(), arrays.Uniform());
            foreach (var n in arrays.Samples.Where(n => !Counts(n)))
            {
                p[n] = float.NaN;
                t[n] = float.PositiveInfinity;
                both[n] = float.NaN;
            }

            var (pOnCard, tOnCard) = (arrays.Upload(p), arrays.Upload(t));
            var (oneOnCard, otherOnCard, bothOnCard) = (arrays.Upload(one), arrays.Upload(other), arrays.Upload(both));
            Computed Residual(int n) => (Computed)p[n] - t[n];
            Func<int, Computed> Weighted(Func<int, Computed> term) => n => Counts(n) ? term(n) : 0;

            var result = arrays.Result();
            var sums = arrays.Sums(1, total => Kernels.Forward(arrays.Stream, weight, pOnCard, tOnCard, total, arrays.Rows));
            MatchesSum("loss", arrays, sums[0], Weighted(n => Residual(n) * Residual(n)));
            sums = arrays.Sums(1, total => Kernels.Jvp(arrays.Stream, weight, pOnCard, tOnCard, oneOnCard, total, arrays.Rows));
            MatchesSum("JVP", arrays, sums[0], Weighted(n => 2 * Residual(n) * one[n]));
            Kernels.Vjp(arrays.Stream, weight, pOnCard, tOnCard, result, arrays.Rows);
            Matches("VJP", arrays, result, Weighted(n => 2 * Residual(n)));
            Kernels.JvpOfVjp(arrays.Stream, weight, bothOnCard, result, arrays.Rows);
            Matches("JVP of VJP", arrays, result, Weighted(n => 2 * (Computed)both[n]));
            sums = arrays.Sums(1, total => Kernels.JvpOfJvp(arrays.Stream, weight, pOnCard, tOnCard, oneOnCard, otherOnCard, bothOnCard, total, arrays.Rows));
            MatchesSum("JVP of JVP", arrays, sums[0], Weighted(n => 2 * (((Computed)one[n] * other[n]) + (Residual(n) * both[n]))));
        }
    }

    [SkippableFact]
    public void Sums_SameBitsWhateverTheSchedule()
    {
        var arrays = Arrays(3, 9000);
        var weight = new LossWeight(Upload(arrays, [9000, 8000, 7]), 100);
        var (p, t) = (arrays.Upload(arrays.Uniform()), arrays.Upload(arrays.Uniform()));
        SameWhateverTheSchedule(() => ([], arrays.Sums(1, total => Kernels.Forward(arrays.Stream, weight, p, t, total, arrays.Rows))));
    }

    [SkippableFact]
    public void Sums_OfMoreBlocksThanThreadsAddUp()
    {
        var arrays = Arrays(16, 100_000);
        var weight = new LossWeight(Upload(arrays, [.. Enumerable.Repeat(100_000u, 16)]), 44_100);
        var (p, t) = (arrays.Uniform(), arrays.Uniform());
        var (pOnCard, tOnCard) = (arrays.Upload(p), arrays.Upload(t));
        var sums = arrays.Sums(1, total => Kernels.Forward(arrays.Stream, weight, pOnCard, tOnCard, total, arrays.Rows));
        MatchesSum("loss", arrays, sums[0], n => n % arrays.Rows.Pitch >= 44_100 ? ((Computed)p[n] - t[n]) * ((Computed)p[n] - t[n]) : 0);
    }

    [SkippableFact]
    public void Kernels_RefuseArraysThatDoNotFit()
    {
        var arrays = Arrays(2, 100);
        var (p, result) = (arrays.Result(), arrays.Result());
        var weight = new LossWeight(Upload(arrays, [100, 100]), 0);
        var sums = arrays.Own(new CudaDeviceVariable<double>(Card.Context, 2));
        Refuses(() => Kernels.Vjp(arrays.Stream, weight with { Lengths = Upload(arrays, [100]) }, p, p, result, arrays.Rows), "1 lengths");
        Refuses(() => Kernels.Vjp(arrays.Stream, weight with { WarmUp = -1 }, p, p, result, arrays.Rows), "-1");
        Refuses(() => Kernels.Forward(arrays.Stream, weight, p, p.Slice(0, 100), sums.Slice(0, 1), arrays.Rows), "100");
        Refuses(() => Kernels.Forward(arrays.Stream, weight, p, p, sums, arrays.Rows), "2 sums");
    }

    private CudaDeviceVariable<uint> Upload(RowArrays arrays, uint[] lengths)
    {
        var array = arrays.Own(new CudaDeviceVariable<uint>(Card.Context, lengths.Length));
        array.CopyToDevice(lengths);
        return array;
    }
}
