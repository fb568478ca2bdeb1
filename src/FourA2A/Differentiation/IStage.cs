using System.Collections.Immutable;
using FourA2A.Compressor;

namespace FourA2A.Differentiation;

/// <summary>
/// One stage of the model, <c>y = F(x; theta)</c>, with its first and second derivatives as hand-derived rules. A chain of stages
/// differentiates itself by composing them; no stage knows its neighbours.
/// </summary>
/// <remarks>
/// <para><see cref="Forward"/> sets the point; the rules are the derivatives there, decisions (attack or release, active or inactive) held constant. The
/// arrays given to Forward stay as they are while rules are asked for. A tangent or cotangent of null is zero.</para>
/// <para>With J = dF/dx, K = dF/dtheta and D2 the second derivative in (x, theta) together:</para>
/// <list type="table">
/// <item><term>JVP</term><description><c>y' = J x' + K theta'</c></description></item>
/// <item><term>VJP</term><description><c>xbar = J^T ybar</c>, <c>thetabar = K^T ybar</c></description></item>
/// <item><term>JVP of the VJP</term><description><c>xbar' = J^T ybar' + ybar D2(x', theta')</c>, the same for thetabar: the change of the VJP's results along a direction</description></item>
/// <item><term>JVP of the JVP</term><description><c>y_ij = J x_ij + D2((x_i, theta_i), (x_j, theta_j))</c></description></item>
/// </list>
/// <para>The two missing compositions need no rules of their own, as D2 is symmetric. The VJP of the VJP with cotangents (u, e) of (xbar, thetabar) gives
/// ybar the cotangent <c>J u + K e</c>, the JVP, and x the cotangent <c>ybar D2(u, e)</c>, the JVP of the VJP with <c>ybar' = 0</c>. The VJP of the JVP is the pair of VJP and
/// JVP of the VJP. Source of the ballistics' rules: Yu et al., "Differentiable All-pole Filters for Time-varying Audio Systems", DAFx 2024.</para>
/// </remarks>
/// <typeparam name="TSignal">The samples of one piece of a batch: a chunk's on the host, several chunks' on a card.</typeparam>
public interface IStage<TSignal>
    where TSignal : class
{
    /// <summary>The core coordinates that the stage has, as indices into <see cref="CoreParameters.Names"/>; the directions of others pass it by.</summary>
    ImmutableArray<int> Parameters { get; }

    /// <summary>
    /// <c>y = F(x; theta)</c>, and makes this the point of all rules.
    /// </summary>
    /// <param name="parameters">theta.</param>
    /// <param name="x">Input; borrowed until the next call.</param>
    /// <param name="y">Result; borrowed until the next call.</param>
    void Forward(CoreParameters parameters, TSignal x, TSignal y);

    /// <summary><c>y' = J x' + K theta'</c>.</summary>
    /// <param name="tangent">theta' and x'; its y' is not read.</param>
    /// <param name="yTangent">Result.</param>
    void Jvp(StageTangent<TSignal> tangent, TSignal yTangent);

    /// <summary>
    /// <c>xbar = J^T ybar</c> and <c>thetabar = K^T ybar</c>. Later calls of <see cref="JvpOfVjp"/> refer to this ybar.
    /// </summary>
    /// <param name="yCotangent">ybar; borrowed until the next call.</param>
    /// <param name="xCotangent">Result; null where nobody asks for it.</param>
    /// <param name="sums">Coordinate i's part of thetabar becomes sum number <c>sums + i</c> of the chain, for each i of <see cref="Parameters"/>.</param>
    void Vjp(TSignal yCotangent, TSignal? xCotangent, int sums);

    /// <summary>
    /// How the results of the last <see cref="Vjp"/> change along a direction in which x, theta and ybar move.
    /// </summary>
    /// <param name="tangent">theta', x', and y' of <see cref="Jvp"/>.</param>
    /// <param name="yCotangentTangent">ybar'.</param>
    /// <param name="xCotangentTangent">Result, xbar'; null where nobody asks for it.</param>
    /// <param name="sums">Where thetabar' goes, as in <see cref="Vjp"/>.</param>
    void JvpOfVjp(StageTangent<TSignal> tangent, TSignal yCotangentTangent, TSignal? xCotangentTangent, int sums);

    /// <summary><c>y_ij = J x_ij + D2((x_i, theta_i), (x_j, theta_j))</c>.</summary>
    /// <param name="first">theta_i, x_i and y_i.</param>
    /// <param name="second">theta_j, x_j and y_j.</param>
    /// <param name="xSecond">x_ij.</param>
    /// <param name="ySecond">Result.</param>
    void JvpOfJvp(StageTangent<TSignal> first, StageTangent<TSignal> second, TSignal? xSecond, TSignal ySecond);
}
