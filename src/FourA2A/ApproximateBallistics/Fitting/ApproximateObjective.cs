using FourA2A.ApproximateBallistics.Spectra;

namespace FourA2A.ApproximateBallistics.Fitting;

/// <summary>
/// Spectrogram loss between the approximate-ballistics compressor's output and a target, by <see cref="ScaledCoordinates"/>: the compressor
/// forwards, the loss with its adjoint, the compressor backwards, the coordinates. The passages are constants in the derivatives. One
/// caller at a time; an evaluation allocates about 3 kB, whatever the length: the settings, and what the runtime's parallel loops take.
/// </summary>
public sealed class ApproximateObjective
{
    private readonly ApproximateCompressor compressor;
    private readonly SpectrogramLoss loss;
    private readonly ScaledCoordinates coordinates;
    private readonly double[] output;
    private readonly double[] adjoint;
    private readonly int leadIn;

    /// <summary>
    /// The objective of a recording, or of a part of one that comes with a lead-in: the compressor runs through the samples before the target begins and
    /// carries what they leave it with, but the loss does not hear them.
    /// </summary>
    /// <param name="dry">The dry signal, its lead-in first; not copied.</param>
    /// <param name="target">The wet signal moved back by its delay, which ends with the dry one; not kept.</param>
    /// <param name="sampleRate">Samples per second.</param>
    /// <param name="coordinates">Coordinates of the settings.</param>
    /// <exception cref="ArgumentException">The target is longer than the dry signal.</exception>
    public ApproximateObjective(ReadOnlyMemory<float> dry, ReadOnlySpan<float> target, int sampleRate, ScaledCoordinates coordinates)
        : this(dry, target, sampleRate, coordinates, Environment.ProcessorCount)
    {
    }

    internal ApproximateObjective(ReadOnlyMemory<float> dry, ReadOnlySpan<float> target, int sampleRate, ScaledCoordinates coordinates, int threads)
    {
        compressor = new ApproximateCompressor(dry, sampleRate);
        loss = new SpectrogramLoss(target, sampleRate, threads);
        this.coordinates = coordinates;
        leadIn = target.Length <= dry.Length
            ? dry.Length - target.Length
            : throw new ArgumentException($"Expected at most {dry.Length} samples, found {target.Length}.", nameof(target));
        output = new double[dry.Length];
        adjoint = new double[dry.Length];
    }

    /// <summary>How the signal is cut into frames.</summary>
    public FrameGrid Grid => compressor.Grid;

    /// <summary>Level of each frame of the dry signal in dB, those of the lead-in first.</summary>
    public ReadOnlySpan<double> Levels => compressor.Levels;

    /// <summary>The levels without those of the lead-in.</summary>
    public ReadOnlySpan<double> TargetLevels => Levels[Math.Min(Levels.Length, (leadIn + Grid.Hop - 1) / Grid.Hop)..];

    /// <summary>The passages of the last evaluation.</summary>
    public ReadOnlySpan<PassageKind> Passages => compressor.Passages;

    /// <summary>
    /// The loss and its gradient.
    /// </summary>
    /// <param name="point">Coordinates of the settings.</param>
    /// <param name="gradient">Receives the derivative by each.</param>
    public double Evaluate(ReadOnlySpan<double> point, Span<double> gradient)
    {
        compressor.Forward(coordinates.ToSettings(point), output);
        var value = loss.Evaluate(output.AsSpan(leadIn), adjoint.AsSpan(leadIn));
        compressor.Vjp(adjoint, gradient);
        coordinates.ScaleGradient(point, gradient);
        return value;
    }

    /// <summary>
    /// The loss with given passages: what the gradient of <see cref="Evaluate"/> is the derivative of.
    /// </summary>
    /// <param name="point">Coordinates of the settings.</param>
    /// <param name="passages">Passage of each frame.</param>
    internal double EvaluateFrozen(ReadOnlySpan<double> point, ReadOnlySpan<PassageKind> passages)
    {
        compressor.Forward(coordinates.ToSettings(point), output, passages);
        return loss.Evaluate(output.AsSpan(leadIn));
    }
}
