namespace FourA2A.Tests.Engines;

public sealed class SimdEngine256Tests() : SimdEngineTests(Width.Vector256);
