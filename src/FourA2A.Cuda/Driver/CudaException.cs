using System.Runtime.InteropServices;

namespace FourA2A.Cuda.Driver;

/// <summary>
/// A call of the CUDA driver failed. The message names the function, the code with its name and text, the kernels that
/// may be the cause, and what the driver's compiler said.
/// </summary>
public sealed class CudaException : Exception
{
    private CudaException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }

    /// <summary>The driver's result code.</summary>
    public CudaResult Code { get; private init; }

    /// <summary>The code's name, for example <c>CUDA_ERROR_OUT_OF_MEMORY</c>.</summary>
    public string CodeName { get; private init; } = string.Empty;

    /// <summary>The driver's description of the code.</summary>
    public string CodeText { get; private init; } = string.Empty;

    /// <summary>The function of the driver that failed, for example <c>cuMemAlloc</c>.</summary>
    public string Function { get; private init; } = string.Empty;

    /// <summary>
    /// Kernels that may be the cause, earliest launch first: the kernel whose launch was refused, or, as a kernel's failure
    /// shows in any later call, all that were not known to have ended. Empty where no kernel is involved.
    /// </summary>
    public IReadOnlyList<string> Kernels { get; private init; } = [];

    /// <summary>What the driver's PTX compiler said; empty outside of loading a module.</summary>
    public string Log { get; private init; } = string.Empty;

    /// <summary>Throws unless a call outside of any context succeeded.</summary>
    internal static void ThrowIfFailed(DriverTable table, CudaResult result, string function)
    {
        if (result != CudaResult.Success)
        {
            throw Of(table, result, function);
        }
    }

    /// <summary>
    /// Describes a failed call.
    /// </summary>
    /// <param name="table">The driver, which knows names and texts of codes.</param>
    /// <param name="code">What it returned.</param>
    /// <param name="function">What was called.</param>
    /// <param name="advice">What was asked, found and expected, and what to do; null if nothing is known beyond the code.</param>
    /// <param name="kernels">Kernels that may be the cause.</param>
    /// <param name="log">The compiler's log.</param>
    internal static unsafe CudaException Of(
        DriverTable table, CudaResult code, string function, string? advice = null, IReadOnlyList<string>? kernels = null, string log = "")
    {
        var name = Text(code, table.GetErrorName) ?? "an unknown code";
        var text = Text(code, table.GetErrorString) ?? "no description";
        kernels ??= [];
        var message = $"{function} failed with code {(int)code}, {name} ({text})";
        if (advice is not null)
        {
            message += $": {advice}";
        }

        if (kernels.Count > 0)
        {
            message += $"; {(code.IsSticky() ? "kernels that may be the cause" : "kernel")}: {string.Join(", ", kernels)}";
        }

        message += log.Length > 0 ? $". The driver's compiler says: {log}" : ".";
        return new CudaException(message, innerException: null)
        {
            Code = code,
            CodeName = name,
            CodeText = text,
            Function = function,
            Kernels = kernels,
            Log = log,
        };
    }

    /// <summary>
    /// Describes a call that was not made because its context is lost.
    /// </summary>
    /// <param name="first">What the context was lost to.</param>
    internal static CudaException Lost(CudaException first)
        => new($"The CUDA context is lost and nothing more can be done in it; start the program anew. Its first failure: {first.Message}", first)
        {
            Code = first.Code,
            CodeName = first.CodeName,
            CodeText = first.CodeText,
            Function = first.Function,
            Kernels = first.Kernels,
            Log = first.Log,
        };

    private static unsafe string? Text(CudaResult code, delegate* unmanaged<CudaResult, byte**, CudaResult> getText)
    {
        byte* text = null;
        return getText(code, &text) == CudaResult.Success ? Marshal.PtrToStringUTF8((nint)text) : null;
    }
}
