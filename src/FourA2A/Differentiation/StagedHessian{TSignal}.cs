using FourA2A.Chunks;
using FourA2A.Compressor;
using FourA2A.Newton;
using FourA2A.Objective;
using MathNet.Numerics.LinearAlgebra;

namespace FourA2A.Differentiation;

/// <summary>
/// A Hessian composed of the rules of stages. The subclasses differ in the order of the two derivatives, and with it in what they carry.
/// </summary>
/// <remarks>
/// <para>Their counts are for a chain of S stages of which stage o(i) has coordinate i of C; o is the least o(i), and <c>T = sum over i of (S - o(i))</c> the
/// number of tangents. Of the model <c>S = 5, C = 5, o = 1, T = 16</c>. Each runs Forward of every stage and of the loss once. Arrays are
/// those rented at the peak; the input and what the batch holds itself are besides.</para>
/// <list type="table">
/// <item><term></term><description>stages: JVP; VJP; JVP of VJP; JVP of JVP | loss | arrays</description></item>
/// <item><term><see cref="ReverseOverReverse{TSignal}"/></term><description>16; 4; 20; 0 | 0; 1; 5; 0 | 15</description></item>
/// <item><term><see cref="ForwardOverReverse{TSignal}"/></term><description>16; 4; 20; 0 | 0; 1; 5; 0 | 29</description></item>
/// <item><term><see cref="ReverseOverForward{TSignal}"/></term><description>16; 20; 16; 0 | 5; 5; 5; 0 | 25</description></item>
/// <item><term><see cref="ForwardOverForward{TSignal}"/></term><description>16; 0; 0; 43 | 5; 0; 0; 15 | 23</description></item>
/// </list>
/// <para>Entries (i, j) and (j, i) come out of different sweeps and agree to rounding; the matrix has their mean in both places, so that it is symmetric
/// to the bit. Forward over forward computes one of the two, and mirrors it.</para>
/// </remarks>
/// <typeparam name="TSignal">See <see cref="IStage{TSignal}"/>.</typeparam>
public abstract class StagedHessian<TSignal> : IHessianStrategy
    where TSignal : class
{
    private readonly IStagedBatch<TSignal> batch;

    private protected StagedHessian(IStagedBatch<TSignal> batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        this.batch = batch;
    }

    /// <inheritdoc/>
    public abstract HessianKind Kind { get; }

    /// <inheritdoc/>
    public string EngineName => batch.Name;

    /// <inheritdoc/>
    public long PeakBytes => batch.PeakBytes;

    /// <inheritdoc/>
    public void Upload(ChunkBatch batch) => this.batch.Upload(batch);

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">There is not exactly one smoother.</exception>
    public Evaluation Evaluate(CoreParameters parameters)
    {
        ArgumentNullException.ThrowIfNull(parameters);

        // Refused here, in one piece, rather than by every stage.
        _ = parameters.SingleSmoother;
        var sums = batch.Sum(chain =>
        {
            using var sweeps = new ChainSweeps<TSignal>(chain, parameters);
            Run(sweeps);
        });
        var count = CoreParameters.Names.Length;
        return new Evaluation(
            sums[HessianSums.Loss],
            Vector<double>.Build.Dense(count, i => sums[HessianSums.Gradient + i]),
            Hessian: Matrix<double>.Build.Dense(count, count, (i, j) => Entry(sums, i, j)));
    }

    /// <summary>
    /// Lets go of the batch, which it owns.
    /// </summary>
    public void Dispose()
    {
        batch.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>
    /// Leaves the gradient and the rows in the sums of a chain that has been run forward, and gives back what it rents.
    /// </summary>
    private protected abstract void Run(ChainSweeps<TSignal> sweeps);

    private protected virtual double Entry(double[] sums, int i, int j)
        => 0.5 * (sums[HessianSums.Row(i) + j] + sums[HessianSums.Row(j) + i]);
}
