namespace FourA2A.ApproximateBallistics.Fitting;

/// <summary>
/// Goes down a loss by <see cref="Adam"/> within the ranges of <see cref="ScaledCoordinates"/> and keeps the point of lowest loss. Whoever
/// stops it between two steps and goes on from its <see cref="State"/> comes to the same bits.
/// </summary>
public sealed class AdamDescent
{
    // Iterations from one row to the next.
    private const int RowStep = 100;

    // What rounding leaves of a sum of a million terms, relative to it.
    private const double Rounding = 1e-12;

    private readonly LossAndGradient objective;
    private readonly DescentCriteria criteria;
    private readonly Adam adam;
    private readonly double[] point;
    private readonly double[] gradient;
    private readonly bool[] wasActive;
    private readonly List<DescentRow> rows;

    /// <summary>
    /// Before the first step.
    /// </summary>
    /// <param name="objective">The loss with its gradient.</param>
    /// <param name="start">Coordinates of the start, within their ranges.</param>
    /// <param name="criteria">When to end.</param>
    /// <param name="rate">Of <see cref="Adam"/>.</param>
    public AdamDescent(LossAndGradient objective, ReadOnlySpan<double> start, DescentCriteria criteria, double rate = Adam.PublishedRate)
    {
        (this.objective, this.criteria) = (objective, criteria);
        adam = new Adam(start.Length, rate);
        point = start.ToArray();
        gradient = new double[start.Length];
        wasActive = new bool[start.Length];
        rows = [];
        Best = new(0, double.PositiveInfinity, [.. start]);
    }

    /// <summary>
    /// Where another one was.
    /// </summary>
    /// <param name="objective">The loss with its gradient.</param>
    /// <param name="state">The state of the other one after a step.</param>
    /// <param name="criteria">When to end.</param>
    /// <param name="rate">Of <see cref="Adam"/>.</param>
    public AdamDescent(LossAndGradient objective, DescentState state, DescentCriteria criteria, double rate = Adam.PublishedRate)
    {
        ArgumentNullException.ThrowIfNull(state);
        (this.objective, this.criteria) = (objective, criteria);
        adam = new Adam(state.Adam, rate);
        point = [.. state.Point];
        gradient = new double[point.Length];
        wasActive = [.. state.WasActive];
        rows = [.. state.Rows];
        (Iteration, Best, End) = (state.Iteration, state.Best, state.End);
    }

    /// <summary>The iteration that comes next, or the last one of a descent that has ended.</summary>
    public int Iteration { get; private set; }

    /// <summary>The loss of the last step.</summary>
    public double Loss { get; private set; } = double.NaN;

    /// <summary>The iteration with the lowest loss.</summary>
    public DescentRow Best { get; private set; }

    /// <summary>What ended it.</summary>
    public DescentEnd End { get; private set; }

    /// <summary>For each coordinate, whether the loss ever changed with it.</summary>
    public IReadOnlyList<bool> WasActive => wasActive;

    /// <summary>Every hundredth iteration.</summary>
    public IReadOnlyList<DescentRow> Rows => rows;

    /// <summary>A copy of all that it takes to go on.</summary>
    public DescentState State => new(Iteration, [.. point], adam.State, Best, [.. wasActive], [.. rows], End);

    /// <summary>
    /// Whether a loss changes with a coordinate: whether, as far as its gradient tells, a travel over the whole range would change it by more
    /// than its rounding.
    /// </summary>
    /// <param name="derivative">Derivative of the loss by the coordinate.</param>
    /// <param name="loss">The loss.</param>
    internal static bool IsActive(double derivative, double loss)
        => ScaledCoordinates.Travel * Math.Abs(derivative) > Rounding * Math.Abs(loss);

    /// <summary>
    /// Goes on to the end.
    /// </summary>
    /// <param name="afterStep">Called after each step.</param>
    /// <param name="cancellation">Stops it between two steps.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public void Run(Action<AdamDescent>? afterStep = null, CancellationToken cancellation = default)
    {
        while (End == DescentEnd.None)
        {
            cancellation.ThrowIfCancellationRequested();
            Step();
            afterStep?.Invoke(this);
        }
    }

    private void Step()
    {
        Loss = objective(point, gradient);
        for (var i = 0; i < gradient.Length; i++)
        {
            wasActive[i] |= IsActive(gradient[i], Loss);
        }

        if (Loss < Best.Loss)
        {
            Best = new(Iteration, Loss, [.. point]);
        }

        if (Iteration % RowStep == 0)
        {
            rows.Add(new(Iteration, Loss, [.. point]));
        }

        End = Iteration - Best.Iteration >= criteria.Patience ? DescentEnd.Patience
            : Iteration >= criteria.MaximumIterations ? DescentEnd.IterationLimit
            : DescentEnd.None;
        if (End == DescentEnd.None)
        {
            adam.Step(point, gradient);
            ScaledCoordinates.Clamp(point);
            Iteration++;
        }
    }
}
