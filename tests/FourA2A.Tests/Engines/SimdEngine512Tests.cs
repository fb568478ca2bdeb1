namespace FourA2A.Tests.Engines;

public sealed class SimdEngine512Tests() : SimdEngineTests(Width.Vector512);
