using FourA2A.Bench.Rows;
using FourA2A.Chunks;
using FourA2A.Compressor;
using FourA2A.Objective;

namespace FourA2A.Bench.Hessians;

/// <summary>
/// One way to compute the loss and its derivatives on one engine.
/// </summary>
/// <param name="Engine">Name of the engine.</param>
/// <param name="Work">Name of the strategy, as <c>fit --hessian</c> takes it; <c>loss</c> and <c>gradient</c> for less.</param>
/// <param name="Order">What comes out.</param>
/// <param name="Tolerance">How far it may be from the serial referee, see <see cref="Agreement"/>.</param>
/// <param name="OnCard">Whether audio and memory are those of a card.</param>
/// <param name="Bound">What it is held against.</param>
/// <param name="BoundAmount">How much of that a sample needs.</param>
/// <param name="Start">Makes what computes it.</param>
internal sealed record HessianWay(
    string Engine, string Work, EvaluationOrder Order, double Tolerance, bool OnCard, Bound Bound, double BoundAmount, Func<HessianWay.Running> Start)
{
    /// <summary>What the least bytes of an evaluation are, in words.</summary>
    public const string BytesCounted = "the audio read once: dry signal, level and target, 12 bytes a sample; on a card dry signal and target, 8";

    /// <summary>What the memory of a row is, in words.</summary>
    public const string MemoryCounted =
        "on the processor what the runtime allocated from the engine's creation to the end of its first evaluation, an upper bound of what is in use; on a card the most in use, as the engine counts it; both beyond the audio";

    /// <summary>Bytes of audio a sample, which it must read at least: dry, level and target; a card makes the level from the dry sample.</summary>
    public int AudioBytes => AudioBytesOf(OnCard);

    public static int AudioBytesOf(bool onCard) => (onCard ? 2 : 3) * sizeof(float);

    /// <summary>
    /// Something that computes; whoever started it disposes of it.
    /// </summary>
    /// <param name="Owner">What to dispose of.</param>
    /// <param name="Upload">Takes a batch.</param>
    /// <param name="Evaluate">Evaluates it.</param>
    /// <param name="Bytes">Most bytes in use beyond the audio, as it counts them itself.</param>
    internal sealed record Running(IDisposable Owner, Action<ChunkBatch> Upload, Func<CoreParameters, Evaluation> Evaluate, Func<long> Bytes);
}
