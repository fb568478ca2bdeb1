namespace PtxEmulator.Model;

internal sealed class PtxParser(string ptx)
{
    public PtxModule Parse() => throw new PtxException(1, ptx);
}
