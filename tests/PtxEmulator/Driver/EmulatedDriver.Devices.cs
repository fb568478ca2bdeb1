using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using FourA2A.Cuda.Driver;

namespace PtxEmulator.Driver;

/// <content>Initialisation, errors, devices and contexts.</content>
public sealed unsafe partial class EmulatedDriver
{
    private static readonly ConcurrentDictionary<string, nint> StaticTexts = new(StringComparer.Ordinal);

    private CudaResult Init(uint flags) => Call(
        nameof(DriverTable.Init),
        () =>
        {
            Require(flags == 0);
            Require(cards.Count > 0, CudaResult.NoDevice);
            initialized = true;
        },
        beforeInit: true);

    private CudaResult DriverGetVersion(int* version) => Call(
        nameof(DriverTable.DriverGetVersion),
        () =>
        {
            Require(version != null);
            *version = Version;
        },
        beforeInit: true);

    private CudaResult GetErrorName(CudaResult code, byte** name) => GetText(nameof(DriverTable.GetErrorName), code, name, words =>
        code == CudaResult.Success ? "CUDA_SUCCESS" : $"CUDA_ERROR_{string.Join('_', words).ToUpperInvariant()}");

    private CudaResult GetErrorString(CudaResult code, byte** text) =>
        GetText(nameof(DriverTable.GetErrorString), code, text, words => string.Join(' ', words).ToLowerInvariant());

    private CudaResult GetText(string function, CudaResult code, byte** text, Func<IEnumerable<string>, string> compose) => Call(
        function,
        () =>
        {
            *text = null;
            Require(Enum.IsDefined(code));
            var composed = compose(Words().Matches($"{code}").Select(match => match.Value));
            *text = (byte*)StaticTexts.GetOrAdd(composed, Marshal.StringToCoTaskMemUTF8);
        },
        beforeInit: true);

    private CudaResult DeviceGetCount(int* count) => Call(nameof(DriverTable.DeviceGetCount), () => *count = cards.Count);

    private CudaResult DeviceGet(int* device, int ordinal) => Call(nameof(DriverTable.DeviceGet), () =>
    {
        Require(ordinal >= 0 && ordinal < cards.Count, CudaResult.InvalidDevice);
        *device = ordinal + FirstDevice;
    });

    /// <summary>A CUdevice is opaque: a program that takes the ordinal for it is found out.</summary>
    private const int FirstDevice = 40;

    private CudaResult DeviceGetName(byte* name, int length, int device) => OnCard(nameof(DriverTable.DeviceGetName), device, card =>
    {
        Require(name != null && length > 0);
        var buffer = new Span<byte>(name, length);
        var text = Encoding.UTF8.GetBytes(card.Options.Name);
        text.AsSpan(0, Math.Min(text.Length, length - 1)).CopyTo(buffer);
        buffer[Math.Min(text.Length, length - 1)] = 0;
    });

    private CudaResult DeviceTotalMem(nuint* bytes, int device) =>
        OnCard(nameof(DriverTable.DeviceTotalMem), device, card => *bytes = (nuint)card.Options.MemoryBytes);

    private CudaResult DeviceGetAttribute(int* value, int attribute, int device) => OnCard(nameof(DriverTable.DeviceGetAttribute), device, card =>
    {
        Require(value != null);
        *value = DeviceLimits.Attribute(card.Options, attribute) ?? throw new DriverError(CudaResult.InvalidValue);
    });

    private CudaResult DevicePrimaryCtxRetain(nint* context, int device) => OnCard(nameof(DriverTable.DevicePrimaryCtxRetain), device, card =>
    {
        Require(context != null);
        if (card.Primary is null)
        {
            card.Primary = new EmulatedContext(card, Random);
            card.PrimaryHandle = Handles.Next();
            contexts.Add(card.PrimaryHandle, card.Primary);
        }

        card.Retained++;
        *context = card.PrimaryHandle;
    });

    private CudaResult DevicePrimaryCtxRelease(int device) => OnCard(nameof(DriverTable.DevicePrimaryCtxRelease), device, card =>
    {
        if (card.Primary is not { } context)
        {
            throw Misuse(CudaResult.InvalidContext, $"the context of '{card.Options.Name}' is released once more than retained");
        }

        if (--card.Retained > 0)
        {
            return;
        }

        context.CompleteAll();
        var left = context.Live with { Contexts = 0 };
        if (context.Fault == CudaResult.Success && left != default)
        {
            misuses.Add($"the context of '{card.Options.Name}' ends and still owns {left}");
        }

        context.Dispose();
        contexts.Remove(card.PrimaryHandle);
        card.Primary = null;
    });

    private CudaResult CtxPushCurrent(nint context) => Call(nameof(DriverTable.CtxPushCurrent), () =>
    {
        if (!contexts.ContainsKey(context))
        {
            throw Misuse(CudaResult.InvalidContext, $"0x{context:x} is pushed, which is no context (any more)");
        }

        ContextStack.Push(context);
    });

    private CudaResult CtxPopCurrent(nint* context) => Call(nameof(DriverTable.CtxPopCurrent), () =>
    {
        if (!ContextStack.TryPop(out var popped))
        {
            throw Misuse(CudaResult.InvalidContext, "a context is popped from a thread that has none");
        }

        if (context != null)
        {
            *context = popped;
        }
    });

    private CudaResult CtxSynchronize() => InContext(nameof(DriverTable.CtxSynchronize), context => context.CompleteAll());

    private CudaResult OnCard(string function, int device, Action<EmulatedCard> body) => Call(function, () =>
    {
        Require(device >= FirstDevice && device < FirstDevice + cards.Count, CudaResult.InvalidDevice);
        body(cards[device - FirstDevice]);
    });

    [GeneratedRegex("[A-Z][a-z]*", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Words();
}
