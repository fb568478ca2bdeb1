namespace FourA2A.Cuda.Driver;

/// <summary>
/// A value handed to a kernel: a number, or an array of the card. Made implicitly from either.
/// </summary>
public readonly struct KernelArgument
{
    private readonly string? description;

    private KernelArgument(ulong bits, int size, bool isFloatingPoint, string description)
    {
        Bits = bits;
        Size = size;
        IsFloatingPoint = isFloatingPoint;
        this.description = description;
    }

    internal KernelArgument(ulong address, DeviceMemoryHandle memory)
        : this(address, sizeof(ulong), isFloatingPoint: false, "device array")
        => Memory = memory;

    /// <summary>The value's bytes, as the platform orders them, in the lowest addresses.</summary>
    internal ulong Bits { get; }

    /// <summary>Number of bytes: 4 or 8.</summary>
    internal int Size { get; }

    internal bool IsFloatingPoint { get; }

    /// <summary>The memory that an address points into; null for numbers.</summary>
    internal DeviceMemoryHandle? Memory { get; }

    /// <summary>A number in single precision.</summary>
    public static implicit operator KernelArgument(float value) => new(BitConverter.SingleToUInt32Bits(value), sizeof(float), isFloatingPoint: true, "float");

    /// <summary>A number in double precision.</summary>
    public static implicit operator KernelArgument(double value) => new(BitConverter.DoubleToUInt64Bits(value), sizeof(double), isFloatingPoint: true, "double");

    /// <summary>A signed integer of 32 bits.</summary>
    public static implicit operator KernelArgument(int value) => new((uint)value, sizeof(int), isFloatingPoint: false, "int");

    /// <summary>An unsigned integer of 32 bits.</summary>
    public static implicit operator KernelArgument(uint value) => new(value, sizeof(uint), isFloatingPoint: false, "uint");

    /// <summary>A signed integer of 64 bits.</summary>
    public static implicit operator KernelArgument(long value) => new((ulong)value, sizeof(long), isFloatingPoint: false, "long");

    /// <summary>An unsigned integer of 64 bits.</summary>
    public static implicit operator KernelArgument(ulong value) => new(value, sizeof(ulong), isFloatingPoint: false, "ulong");

    /// <inheritdoc/>
    public override string ToString() => description is null ? "nothing" : $"{description} of {Size} bytes";
}
