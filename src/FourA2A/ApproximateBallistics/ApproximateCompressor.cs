using FourA2A.ApproximateBallistics.Stages;

namespace FourA2A.ApproximateBallistics;

/// <summary>
/// The approximate-ballistics compressor on one signal, with its derivative (Colonel and Reiss, AES 153, 2022): level, static curve,
/// moving averages by passage, make-up, interpolation up, delay, multiplication.
/// </summary>
/// <remarks>
/// Levels are measured and work space is allocated once; <see cref="Forward(ApproximateParameters, Span{double})"/> and <see cref="Vjp"/>
/// allocate nothing. One instance serves one thread at a time.
/// </remarks>
public sealed class ApproximateCompressor
{
    private readonly ReadOnlyMemory<float> dry;
    private readonly double[] levels;
    private readonly PassageKind[] passages;
    private readonly PassageAverages averages;
    private readonly GainInterpolation interpolation;

    // Attenuation of the static curve behind its lead, then that at rest and after the ballistics, and the gains of both.
    private readonly double[] staticAttenuation;
    private readonly double[] attenuation;
    private readonly double[] gains;
    private readonly double[] staticAttenuationAdjoint;
    private readonly double[] gainsAdjoint;

    private ApproximateParameters? last;

    /// <summary>
    /// Measures the levels of a signal.
    /// </summary>
    /// <param name="dry">The signal, finite; read at every pass, so it must stay as it is.</param>
    /// <param name="sampleRate">Samples per second.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not positive.</exception>
    public ApproximateCompressor(ReadOnlyMemory<float> dry, int sampleRate)
    {
        this.dry = dry;
        Grid = new FrameGrid(sampleRate);
        levels = RmsLevel.Measure(dry.Span, Grid);
        passages = new PassageKind[levels.Length];
        averages = new PassageAverages(levels.Length);
        interpolation = new GainInterpolation(Grid);
        staticAttenuation = new double[MovingAverage.Lead + levels.Length];
        staticAttenuationAdjoint = new double[staticAttenuation.Length];
        attenuation = new double[1 + levels.Length];
        gains = new double[attenuation.Length];
        gainsAdjoint = new double[attenuation.Length];
    }

    /// <summary>Where the frames of the signal lie.</summary>
    public FrameGrid Grid { get; }

    /// <summary>Level of each frame in dB.</summary>
    public ReadOnlySpan<double> Levels => levels;

    /// <summary>The passage of each frame in the last forward pass.</summary>
    public ReadOnlySpan<PassageKind> Passages => passages;

    /// <summary>
    /// Compresses the signal.
    /// </summary>
    /// <param name="parameters">Settings; not checked here, see <see cref="Compressor.ParameterLimits"/>.</param>
    /// <param name="output">Receives as many samples as the signal has.</param>
    /// <exception cref="ArgumentException">The output is of another length.</exception>
    public void Forward(ApproximateParameters parameters, Span<double> output)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ApproximateBallistics.Passages.Find(
            levels, parameters.ThresholdDb, Grid.Frames(parameters.AttackMs), Grid.Frames(parameters.ReleaseMs), passages);
        ForwardThroughPassages(parameters, output);
    }

    /// <summary>
    /// Compresses the signal with the passages of other settings: the function that <see cref="Vjp"/> is the derivative of,
    /// whose masks are constant.
    /// </summary>
    /// <inheritdoc cref="Forward(ApproximateParameters, Span{double})"/>
    /// <param name="parameters"><inheritdoc cref="Forward(ApproximateParameters, Span{double})" path="/param[@name='parameters']"/></param>
    /// <param name="output"><inheritdoc cref="Forward(ApproximateParameters, Span{double})" path="/param[@name='output']"/></param>
    /// <param name="frozen">The passage of each frame, copied.</param>
    public void Forward(ApproximateParameters parameters, Span<double> output, ReadOnlySpan<PassageKind> frozen)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        if (frozen.Length != passages.Length)
        {
            throw new ArgumentException($"Expected the passages of {passages.Length} frames, found {frozen.Length}.", nameof(frozen));
        }

        frozen.CopyTo(passages);
        ForwardThroughPassages(parameters, output);
    }

    /// <summary>
    /// The gradient of a scalar with the given derivative by the output, at the last forward pass.
    /// </summary>
    /// <param name="outputAdjoint">Derivative of the scalar by each output sample.</param>
    /// <param name="gradient">Receives the derivative by each setting in its unit, in the order of <see cref="ApproximateParameters.Names"/>.</param>
    /// <exception cref="InvalidOperationException">There was no forward pass.</exception>
    /// <exception cref="ArgumentException">A length is another.</exception>
    public void Vjp(ReadOnlySpan<double> outputAdjoint, Span<double> gradient)
    {
        var parameters = last ?? throw new InvalidOperationException("Expected a forward pass before its derivative.");
        ThrowIfNotLength(outputAdjoint.Length, dry.Length, nameof(outputAdjoint));
        ThrowIfNotLength(gradient.Length, ApproximateParameters.Names.Length, nameof(gradient));

        interpolation.Vjp(dry.Span, outputAdjoint, gainsAdjoint);
        var makeUp = MakeUpGain.Vjp(gains, gainsAdjoint);
        var frames = averages.Vjp(staticAttenuation, passages, attenuation.AsSpan(1), gainsAdjoint.AsSpan(1), staticAttenuationAdjoint);
        var curve = CurveOf(parameters).Vjp(levels, staticAttenuationAdjoint.AsSpan(MovingAverage.Lead));

        gradient[0] = curve.ThresholdDb;
        gradient[1] = curve.Ratio;
        gradient[2] = curve.KneeDb;
        gradient[3] = makeUp;
        gradient[4] = frames.AttackFrames * Grid.Frames(1);
        gradient[5] = frames.ReleaseFrames * Grid.Frames(1);
        gradient[6] = frames.SmoothingFrames * Grid.Frames(1);
    }

    private void ForwardThroughPassages(ApproximateParameters parameters, Span<double> output)
    {
        ThrowIfNotLength(output.Length, dry.Length, nameof(output));
        CurveOf(parameters).Forward(levels, staticAttenuation.AsSpan(MovingAverage.Lead));
        averages.SetLengths(Grid.Frames(parameters.AttackMs), Grid.Frames(parameters.ReleaseMs), Grid.Frames(parameters.SmoothingMs));
        averages.Forward(staticAttenuation, passages, attenuation.AsSpan(1));
        new MakeUpGain(parameters.MakeUpDb).Forward(attenuation, gains);
        interpolation.Forward(dry.Span, gains, output);
        last = parameters;
    }

    private static KneeCurve CurveOf(ApproximateParameters parameters) => new(parameters.ThresholdDb, parameters.Ratio, parameters.KneeDb);

    private static void ThrowIfNotLength(int found, int expected, string name)
    {
        if (found != expected)
        {
            throw new ArgumentException($"Expected {expected} values, found {found}.", name);
        }
    }
}
