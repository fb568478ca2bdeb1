using FourA2A.Cuda.Driver;
using PtxEmulator.Driver;

namespace FourA2A.Cuda.Tests.Driver;

/// <summary>Modules that do not load, and what is not in them.</summary>
public sealed class ModuleErrorTests : BindingTest
{
    [Fact]
    public void Load_OfBadPtx_CarriesTheCompilersLog()
    {
        var ptx = TestPtx.Module(".visible .entry broken()\n{\n    frobnicate.u32 %r1, %r2;\n    ret;\n}");
        var exception = Assert.Throws<CudaException>(() => Context.LoadModule(ptx));
        Assert.Equal(CudaResult.InvalidPtx, exception.Code);
        Assert.Equal("cuModuleLoadDataEx", exception.Function);
        Assert.StartsWith("PTX line 6:", exception.Log, StringComparison.Ordinal);
        Assert.Contains(exception.Log, exception.Message, StringComparison.Ordinal);
        Assert.Equal(0, Card.Live.Modules);
    }

    [Fact]
    public void Load_OnAnOldDriver_SaysWhichIsNeeded()
    {
        var card = new EmulatedCard(driver: new EmulatedDriver { Version = 9020 });
        using var context = new CudaContext(new CudaDriver(card.Table), 0);
        var exception = Assert.Throws<CudaException>(() => context.LoadModule(TestPtx.Kernels));
        Assert.Equal(222, (int)exception.Code);
        Assert.Contains("driver too old: needs 410 or newer, found CUDA 9.2", exception.Message, StringComparison.Ordinal);
        Assert.Contains("Unsupported .version 6.3", exception.Log, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_OnTheOldestDriverThatTakesIt_Succeeds()
    {
        var card = new EmulatedCard(driver: new EmulatedDriver { Version = 10000 });
        using var context = new CudaContext(new CudaDriver(card.Table), 0);
        using var module = context.LoadModule(TestPtx.Kernels);
        Assert.Equal(["few_threads", "store", "store_bits", "store_float", "two_arrays", "with_shared"], module.KernelNames.Order());
    }

    [Fact]
    public void Load_OnAnOldCard_SaysWhichIsNeeded()
    {
        var card = new EmulatedCard(new EmulatedCardOptions { Name = "Old", Major = 6, Minor = 1 });
        using var context = new CudaContext(new CudaDriver(card.Table), 0);
        var exception = Assert.Throws<CudaException>(() => context.LoadModule(TestPtx.Kernels));
        Assert.Equal(CudaResult.NoBinaryForGpu, exception.Code);
        Assert.Contains("needs compute capability 7.5 or higher, found 6.1 (Old)", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GetKernel_ThatIsNotThere_ListsThoseThatAre()
    {
        using var module = Context.LoadModule(TestPtx.Kernels);
        var exception = Assert.Throws<ArgumentException>(() => module.GetKernel("absent"));
        Assert.Contains("'absent'", exception.Message, StringComparison.Ordinal);
        Assert.Contains("with_shared", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ReadGlobal_ReadsWhatTheModuleHolds()
    {
        using var module = Context.LoadModule(TestPtx.Kernels);
        Assert.Equal(42, module.ReadGlobal<int>("answer"));
        Assert.Equal([1, 2, 3], module.ReadGlobalArray<int>("numbers"));
    }

    [Fact]
    public void ReadGlobal_ThatIsNotThereOrOfAnotherSize_IsRefused()
    {
        using var module = Context.LoadModule(TestPtx.Kernels);
        Assert.Contains("'absent'", Assert.Throws<ArgumentException>(() => module.ReadGlobal<int>("absent")).Message, StringComparison.Ordinal);
        Assert.Contains("3 elements", Assert.Throws<ArgumentException>(() => module.ReadGlobal<int>("numbers")).Message, StringComparison.Ordinal);
        Assert.Contains("4 bytes", Assert.Throws<ArgumentException>(() => module.ReadGlobal<double>("answer")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Unload_WithLaunchesQueued_LetsThemEnd()
    {
        using var stream = new CudaStream(Context);
        using var array = new CudaDeviceVariable<int>(Context, 32);
        for (var n = 0; n < 20; n++)
        {
            using var module = Context.LoadModule(TestPtx.Kernels);
            module.GetKernel("store").Launch(stream, 1, 32, 0, array, n);
        }

        stream.Synchronize();
        Assert.Equal(20, Card.Launches.Count);
    }

    [Fact]
    public void Kernel_OfADisposedModule_IsNotLaunched()
    {
        using var stream = new CudaStream(Context);
        var module = Context.LoadModule(TestPtx.Kernels);
        var kernel = module.GetKernel("few_threads");
        module.Dispose();
        module.Dispose();
        Assert.Throws<ObjectDisposedException>(() => kernel.Launch(stream, 1, 1, 0));
        Assert.Throws<ObjectDisposedException>(() => kernel.GetMaxActiveBlocksPerMultiprocessor(32));
        Assert.Throws<ObjectDisposedException>(() => module.GetKernel("store"));
        Assert.Throws<ObjectDisposedException>(() => module.ReadGlobal<int>("answer"));
        Assert.Equal(0, Card.Live.Modules);
    }
}
