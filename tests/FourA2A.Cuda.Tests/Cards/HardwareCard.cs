using FourA2A.Cuda.Driver;

namespace FourA2A.Cuda.Tests.Cards;

/// <summary>
/// The machine's first NVIDIA card, through its driver.
/// </summary>
public sealed class HardwareCard : Card
{
    private readonly string? absence;
    private readonly CudaContext? context;

    public HardwareCard()
    {
        if (!CudaDriver.TryLoad(out var driver, out absence))
        {
            return;
        }

        if (driver.Devices.Count == 0)
        {
            absence = "the NVIDIA driver sees no card";
            return;
        }

        context = new CudaContext(driver, 0);
    }

    internal override CudaContext Context
    {
        get
        {
            Skip.If(context is null, absence);
            return context!;
        }
    }

    protected override void Dispose(bool disposing) => context?.Dispose();
}
