namespace FourA2A.ApproximateBallistics.Stages;

/// <summary>
/// The gain of frames brought up to the sample rate, delayed, and applied: <c>y[n] = x[n] gain[n]</c>. From the gain of frame k - 1 to
/// that of frame k it goes in <c>hop</c> equal steps over the samples <c>k hop + window .. k hop + delay</c>; before the first
/// step it is that at rest.
/// </summary>
/// <param name="grid">Where frames lie.</param>
public sealed class GainInterpolation(FrameGrid grid)
{
    private readonly double[] steps = StepsOf(grid);

    /// <summary>
    /// Applies the gains.
    /// </summary>
    /// <param name="samples">Dry samples x.</param>
    /// <param name="gains">The gain at rest, then one of each frame: <see cref="FrameGrid.FrameCount"/> + 1 values.</param>
    /// <param name="output">Receives as many samples y.</param>
    public void Forward(ReadOnlySpan<float> samples, ReadOnlySpan<double> gains, Span<double> output)
    {
        var start = Math.Min(grid.Window, samples.Length);
        for (var n = 0; n < start; n++)
        {
            output[n] = samples[n] * gains[0];
        }

        for (var k = 1; k < gains.Length; k++)
        {
            var length = Math.Min(grid.Hop, samples.Length - start);
            var x = samples.Slice(start, length);
            var y = output.Slice(start, length);
            var (from, change) = (gains[k - 1], gains[k] - gains[k - 1]);
            for (var n = 0; n < x.Length; n++)
            {
                y[n] = x[n] * (from + (change * steps[n]));
            }

            start += length;
        }
    }

    /// <summary>
    /// Adjoints of the gains.
    /// </summary>
    /// <param name="samples">Dry samples x.</param>
    /// <param name="outputAdjoint">Adjoint of each sample y.</param>
    /// <param name="gainsAdjoint">Receives the adjoints, in the order of the gains.</param>
    public void Vjp(ReadOnlySpan<float> samples, ReadOnlySpan<double> outputAdjoint, Span<double> gainsAdjoint)
    {
        var start = Math.Min(grid.Window, samples.Length);
        var rest = 0.0;
        for (var n = 0; n < start; n++)
        {
            rest += samples[n] * outputAdjoint[n];
        }

        gainsAdjoint[0] = rest;
        for (var k = 1; k < gainsAdjoint.Length; k++)
        {
            var length = Math.Min(grid.Hop, samples.Length - start);
            var x = samples.Slice(start, length);
            var adjoint = outputAdjoint.Slice(start, length);
            double all = 0, risen = 0;
            for (var n = 0; n < x.Length; n++)
            {
                var product = x[n] * adjoint[n];
                all += product;
                risen += product * steps[n];
            }

            gainsAdjoint[k - 1] += all - risen;
            gainsAdjoint[k] = risen;
            start += length;
        }
    }

    /// <summary>
    /// Parts of the way from one frame's gain to the next: <c>1/hop, 2/hop, .., 1</c>.
    /// </summary>
    internal static double[] StepsOf(FrameGrid grid) => [.. Enumerable.Range(1, grid.Hop).Select(step => (double)step / grid.Hop)];
}
