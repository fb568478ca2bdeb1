namespace FourA2A.Newton;

/// <summary>
/// The second derivatives that a Newton step is made from.
/// </summary>
/// <remarks>
/// Measured on 257 identifiable of 300 random settings of the model (the shipped recordings at full length, published
/// start, no restart) and on three recordings of real units (all runs of a fit together: delay refined, minimum
/// confirmed from a second start):
/// <list type="table">
/// <item><term></term><description>exact; Gauss-Newton</description></item>
/// <item><term>found from the one start</term><description>257 of 257; 229 of 257</description></item>
/// <item><term>evaluations, mean; most</term><description>22.9; 87 against 14.9; 65</description></item>
/// <item><term>time of an evaluation (SIMD)</term><description>1.4 to 1.5 against 1</description></item>
/// <item><term>real LA-2A, evaluations</term><description>72; 82 (same minimum)</description></item>
/// <item><term>real CL 1B, evaluations</term><description>55; 41 (same minimum)</description></item>
/// <item><term>software compressor, evaluations</term><description>61; 39 (same minimum)</description></item>
/// </list>
/// Gauss-Newton is twice as fast where it arrives, but one fit in nine slides along a valley to the end of a range (most
/// often the longest release), where the sigmoids hold it. The negative curvature that the exact Hessian shows on the way
/// there, walked downhill, leads past. Exact is the default.
/// </remarks>
public enum HessianKind
{
    /// <summary><c>2 J^T J</c>: never indefinite, and exact where the residual vanishes.</summary>
    GaussNewton,

    /// <summary>All second derivatives, with the masks of attack/release and of the gain computer held constant.</summary>
    Exact,
}
