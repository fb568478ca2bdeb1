namespace FourA2A.ApproximateBallistics;

/// <summary>
/// How a signal is cut into level frames: frame k is the window <c>x[k hop] .. x[k hop + window - 1]</c>. The gain goes in a straight line
/// from that of frame k - 1 to that of frame k over the samples <c>k hop + window .. k hop + delay</c>, <c>delay = window + hop - 1</c>;
/// before frame 0 it is that of a compressor at rest.
/// </summary>
/// <remarks>
/// <para>The published delay of 5 ms is the window; the interpolation would then look up to <c>hop - 1</c> samples ahead. Here it begins with the
/// first sample after the window instead, 0.2 ms later, so that a stream can be rendered without latency.</para>
/// <para>Published for 44,100 Hz (Colonel and Reiss, "Approximating Ballistics in a Differentiable Dynamic Range Compressor", AES 153,
/// 2022): windows of 5 ms, 220 samples, a hop of 10 samples, 4,410 frames a second. At other rates the window keeps its
/// milliseconds and the hop is the whole number of samples nearest to a 4,410th of a second, so that a time constant is about as many frames.</para>
/// </remarks>
public readonly record struct FrameGrid
{
    private const double WindowSeconds = 0.005;
    private const double PublishedFramesPerSecond = 4410;

    /// <summary>
    /// The grid of a sample rate.
    /// </summary>
    /// <param name="sampleRate">Samples per second.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is not positive.</exception>
    public FrameGrid(int sampleRate)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sampleRate);
        SampleRate = sampleRate;
        Window = Math.Max(1, (int)(WindowSeconds * sampleRate));
        Hop = Math.Max(1, (int)Math.Round(sampleRate / PublishedFramesPerSecond));
    }

    /// <summary>Samples per second.</summary>
    public int SampleRate { get; }

    /// <summary>Samples of a window.</summary>
    public int Window { get; }

    /// <summary>Samples from one frame to the next.</summary>
    public int Hop { get; }

    /// <summary>Samples from the beginning of a frame's window to where its gain is reached.</summary>
    internal int Delay => Window + Hop - 1;

    /// <summary>Frames per second.</summary>
    public double FramesPerSecond => (double)SampleRate / Hop;

    /// <summary>
    /// Frames that a signal needs: those that the gain of one of its samples depends on. All windows lie within the signal.
    /// </summary>
    /// <param name="sampleCount">Samples of the signal.</param>
    public int FrameCount(int sampleCount) => sampleCount <= Window ? 0 : ((sampleCount - 1 - Window) / Hop) + 1;

    /// <summary>A time in milliseconds as a number of frames.</summary>
    public double Frames(double milliseconds) => milliseconds * FramesPerSecond / 1000;

    /// <summary>A number of frames in milliseconds.</summary>
    public double Milliseconds(double frames) => 1000 * frames / FramesPerSecond;
}
