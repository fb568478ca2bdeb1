namespace FourA2A.Cuda.Driver;

/// <summary>
/// A parameter of a kernel as its PTX declares it.
/// </summary>
/// <param name="Name">Name in the PTX.</param>
/// <param name="Type">Fundamental type in the PTX: u64, f32, b8 and so on.</param>
/// <param name="Size">Number of bytes.</param>
public sealed record KernelParameter(string Name, string Type, int Size)
{
    /// <summary>Whether an argument has the size declared, and is floating-point if and only if that is declared (bits take either).</summary>
    internal bool Takes(KernelArgument argument)
        => argument.Size == Size && (Type[0] == 'b' || argument.IsFloatingPoint == (Type[0] == 'f'));

    /// <inheritdoc/>
    public override string ToString() => $"{Type} {Name} of {Size} bytes";
}
