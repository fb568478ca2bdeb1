using FourA2A.Cuda.Driver;
using PtxEmulator.Driver;

namespace FourA2A.Cuda.Tests.Driver;

/// <summary>
/// A context on an emulated card. After every test nothing may be left: no allocation, module, stream or event, no context
/// current on any thread, and no call that a correct program never makes.
/// </summary>
public abstract class BindingTest : IDisposable
{
    private bool expectsHealth = true;

    protected BindingTest(double earlyExecution = 0.25)
    {
        Card = new EmulatedCard(driver: new EmulatedDriver { EarlyExecution = earlyExecution });
        Driver = new CudaDriver(Card.Table);
        Context = new CudaContext(Driver, 0);
    }

    protected EmulatedCard Card { get; }

    private protected CudaDriver Driver { get; }

    private protected CudaContext Context { get; }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The test loses its card: it cannot give anything back.</summary>
    protected void ExpectNothingOfTheCard() => expectsHealth = false;

    protected virtual void Dispose(bool disposing)
    {
        Context.Dispose();
        if (expectsHealth)
        {
            Assert.Empty(Card.Misuses);
            Assert.Equal(default, Card.Live);
            Assert.Equal(0, Card.Driver.PushedContexts);
        }
    }

    /// <summary>Loses the context to a kernel that writes beyond its array.</summary>
    private protected CudaException LoseContext(CudaStream stream)
    {
        using var module = Context.LoadModule(TestPtx.Kernels);
        using var array = new CudaDeviceVariable<int>(Context, 4);
        module.GetKernel("store").Launch(stream, 1, 8, 0, array, 1);
        return Assert.Throws<CudaException>(stream.Synchronize);
    }
}
