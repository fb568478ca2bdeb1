namespace FourA2A.Bench.Tasks;

/// <summary>
/// Where a fit stood at what time.
/// </summary>
/// <param name="points">The points in the order of time.</param>
internal sealed class FitCourse(IReadOnlyList<CoursePoint> points)
{
    /// <summary>What a cell says instead of seconds.</summary>
    public const string Never = "never reached";

    /// <summary>The columns of <see cref="Ratio"/>.</summary>
    public static string[] RatioColumns(string first, string second) =>
    [
        $"{first} final", $"{second} final",
        $"{first} s to its final", $"{second} s to that or lower", $"{second} / {first}",
        $"{second} s to its final", $"{first} s to that or lower", $"{first} / {second}",
    ];

    /// <summary>Seconds until a measure is at or below a value for the first time; null if it never is.</summary>
    public double? TimeToReach(Func<CoursePoint, double> measure, double value)
        => points.FirstOrDefault(point => measure(point) <= value)?.Seconds;

    /// <summary>
    /// Two fits of one pair by one measure: what each ends with, and in either direction the time that the other takes to as low a value over the time of the one.
    /// </summary>
    /// <param name="first">A course.</param>
    /// <param name="firstFinal">The measure of its result.</param>
    /// <param name="second">The course of another system.</param>
    /// <param name="secondFinal">The measure of its result.</param>
    /// <param name="measure">What is compared; lower is better.</param>
    /// <returns>One value for each of <see cref="RatioColumns"/>.</returns>
    public static object[] Ratio(FitCourse first, double firstFinal, FitCourse second, double secondFinal, Func<CoursePoint, double> measure)
    {
        return [firstFinal, secondFinal, .. Times(first, second, firstFinal), .. Times(second, first, secondFinal)];

        object[] Times(FitCourse own, FitCourse other, double final)
        {
            var (ownTime, otherTime) = (own.TimeToReach(measure, final), other.TimeToReach(measure, final));
            return [Cell(ownTime), Cell(otherTime), Cell(otherTime / ownTime)];
        }
    }

    private static object Cell(double? seconds) => seconds is { } time ? time : Never;
}
