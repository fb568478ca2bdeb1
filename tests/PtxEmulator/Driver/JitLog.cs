using System.Text;

namespace PtxEmulator.Driver;

/// <summary>
/// The caller's log buffers among the options of cuModuleLoadDataEx.
/// </summary>
/// <remarks>
/// A buffer's size comes in, and the bytes written go out, in the option's value itself. Source: NVIDIA, CUDA Driver API, enumeration CUjit_option.
/// </remarks>
internal static unsafe class JitLog
{
    private const int InfoBuffer = 3;
    private const int InfoBufferBytes = 4;
    private const int ErrorBuffer = 5;
    private const int ErrorBufferBytes = 6;

    /// <summary>Writes the error log, cut to its buffer, and an empty information log.</summary>
    public static void Write(uint count, int* options, void** values, string errors)
    {
        Write(count, options, values, InfoBuffer, InfoBufferBytes, string.Empty);
        Write(count, options, values, ErrorBuffer, ErrorBufferBytes, errors);
    }

    private static void Write(uint count, int* options, void** values, int buffer, int bytes, string text)
    {
        var known = new Span<int>(options, (int)count);
        var (at, size) = (known.IndexOf(buffer), known.IndexOf(bytes));
        if (at < 0 || size < 0 || values[at] == null || (uint)values[size] == 0)
        {
            return;
        }

        var target = new Span<byte>(values[at], (int)(uint)values[size]);
        var source = Encoding.UTF8.GetBytes(text);
        var length = Math.Min(source.Length, target.Length - 1);
        source.AsSpan(0, length).CopyTo(target);
        target[length] = 0;
        values[size] = (void*)(nuint)(length + 1);
    }
}
