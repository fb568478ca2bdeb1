namespace FourA2A.Bench.Hessians.Counting;

/// <summary>
/// How often a strategy runs each rule of a stage or of the loss, how many arrays those runs read and write, and how many it holds at most.
/// </summary>
internal sealed class RuleCounts
{
    private int rented;

    public int Forward { get; private set; }

    public int Jvp { get; private set; }

    public int Vjp { get; private set; }

    public int JvpOfVjp { get; private set; }

    public int JvpOfJvp { get; private set; }

    /// <summary>Arrays read and written by all runs together.</summary>
    public int Passes { get; private set; }

    /// <summary>Most arrays that were rented at once.</summary>
    public int MostArrays { get; private set; }

    // The point of a rule is two arrays: the stage's input and output, or the loss's output and target.
    public void AddForward(params object?[] arrays) => Forward += Run(arrays, 0);

    public void AddJvp(params object?[] arrays) => Jvp += Run(arrays, 2);

    public void AddVjp(params object?[] arrays) => Vjp += Run(arrays, 2);

    public void AddJvpOfVjp(params object?[] arrays) => JvpOfVjp += Run(arrays, 2);

    public void AddJvpOfJvp(params object?[] arrays) => JvpOfJvp += Run(arrays, 2);

    public void AddRented(int arrays) => MostArrays = Math.Max(MostArrays, rented += arrays);

    private int Run(object?[] arrays, int atPoint)
    {
        Passes += atPoint + arrays.Distinct().Count(array => array is not null);
        return 1;
    }
}
