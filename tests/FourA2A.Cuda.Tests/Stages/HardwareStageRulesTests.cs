using FourA2A.Cuda.Tests.Cards;

namespace FourA2A.Cuda.Tests.Stages;

public sealed class HardwareStageRulesTests(HardwareCard card) : StageRulesTests(card), IClassFixture<HardwareCard>;
