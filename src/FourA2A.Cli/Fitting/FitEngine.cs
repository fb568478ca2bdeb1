using FourA2A.Cli.Options;
using FourA2A.Cli.Output;
using FourA2A.Cuda.Driver;
using FourA2A.Cuda.Engines;
using FourA2A.Cuda.Stages;
using FourA2A.Differentiation;
using FourA2A.Differentiation.Host;
using FourA2A.Engines;
using FourA2A.Newton;
using FourA2A.Objective;

namespace FourA2A.Cli.Fitting;

/// <summary>
/// The engine of a fit, by the device that was asked for.
/// </summary>
internal static class FitEngine
{
    /// <summary>
    /// Creates an engine.
    /// </summary>
    /// <param name="device">What may compute.</param>
    /// <param name="hessian">Second derivatives that it is to give.</param>
    /// <param name="loadDriver">Starts the NVIDIA driver.</param>
    /// <returns>The engine; and, where the processor stands in for a card, one line that says why.</returns>
    /// <exception cref="InputException">A card was asked for that is not there or does not work.</exception>
    public static (IEngine Engine, string? Notice) Create(DeviceChoice device, HessianKind hessian, DriverLoader loadDriver)
    {
        if (device.Kind == DeviceKind.Cpu)
        {
            return (OnProcessor(hessian, new SimdEngine()), null);
        }

        var (driver, problem) = loadDriver();
        if (driver is { Devices.Count: 0 })
        {
            problem = "the NVIDIA driver has no card";
        }
        else if (driver is not null)
        {
            if (device.Card >= driver.Devices.Count)
            {
                throw new InputException(
                    $"--device cuda:{device.Card}: found {Format.Count(driver.Devices.Count, "card")}, expected a number from 0 to {driver.Devices.Count - 1}; '{App.Name} devices' lists them.");
            }

            IEnumerable<int> cards = device.Card is { } card ? [card] : Enumerable.Range(0, driver.Devices.Count);
            foreach (var ordinal in cards)
            {
                try
                {
                    return (OnCard(hessian, driver, ordinal), null);
                }
                catch (CudaException exception)
                {
                    // The driver's compiler adds lines.
                    problem ??= $"card {ordinal}: {exception.Message.Split('\n')[0].TrimEnd(' ', '\r', '.')}";
                }
            }
        }

        return device.Kind == DeviceKind.Auto
            ? (OnProcessor(hessian, new SimdEngine()), $"Computed on the processor: {problem}.")
            : throw new InputException(
                $"--device cuda{(device.Card is { } asked ? $":{asked}" : "")}: found no card that can be used ({problem}), expected an NVIDIA card with its driver; use --device cpu, or see '{App.Name} devices'.");
    }

    /// <summary>
    /// An engine of the processor that gives Hessians of a kind: its own, or those of the stages, in double on all cores.
    /// </summary>
    /// <param name="hessian">The kind.</param>
    /// <param name="engine">Computes all else; owned by the result.</param>
    public static IEngine OnProcessor(HessianKind hessian, IEngine engine)
        => StagedHessian.Kinds.Contains(hessian)
            ? new HessianStrategyEngine(StagedHessian.Create(hessian, new HostStages()), engine)
            : engine;

    private static IEngine OnCard(HessianKind hessian, CudaDriver driver, int ordinal)
    {
        var engine = CudaEngine.OnDevice(driver, ordinal);
        try
        {
            return StagedHessian.Kinds.Contains(hessian)
                ? new HessianStrategyEngine(CudaHessian.OnDevice(hessian, driver, ordinal), engine)
                : engine;
        }
        catch
        {
            engine.Dispose();
            throw;
        }
    }
}
