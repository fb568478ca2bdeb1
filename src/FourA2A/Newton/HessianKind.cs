namespace FourA2A.Newton;

/// <summary>
/// The second derivatives that a Newton step is made from.
/// </summary>
/// <remarks>
/// Measured on the 873 identifiable of 1,000 random settings of the model (bench verb recovery, seed 1) and on three
/// recordings of real units, delay refined (evaluations of all runs of a fit together):
/// <list type="table">
/// <item><term></term><description>fused; Gauss-Newton</description></item>
/// <item><term>found</term><description>873; 873</description></item>
/// <item><term>found from the first start</term><description>873; 872</description></item>
/// <item><term>evaluations, mean; most</term><description>22.4; 84 against 18.0; 105</description></item>
/// <item><term>time of an evaluation (SIMD, bench verb hessian)</term><description>1.4 to 1.5 against 1</description></item>
/// <item><term>real LA-2A, CL 1B, software compressor: evaluations</term><description>59, 40, 57; 63, 33, 40 (same minima)</description></item>
/// </list>
/// Fused is the default as the one that needed no second start. Gauss-Newton is as successful with restarts and cheaper:
/// it was far behind (229 of 257 from one start) only while a coordinate at its step bound held back the others.
/// </remarks>
public enum HessianKind
{
    /// <summary>All second derivatives in one fused pass of the engine, with the masks of attack/release and of the gain computer held constant.</summary>
    Fused,

    /// <summary><c>2 J^T J</c>: never indefinite, and exact where the residual vanishes.</summary>
    GaussNewton,

    /// <summary>The same matrix as <see cref="Fused"/>, stage by stage: the gradient's reverse sweep recorded and swept in reverse once a coordinate.</summary>
    ReverseOverReverse,

    /// <summary>Stage by stage: tangents carried through the gradient's reverse sweep.</summary>
    ForwardOverReverse,

    /// <summary>Stage by stage: a reverse sweep over each coordinate's tangents.</summary>
    ReverseOverForward,

    /// <summary>Stage by stage: second tangents of each pair of coordinates.</summary>
    ForwardOverForward,
}
