using FourA2A.Cuda.Tests.Cards;

namespace FourA2A.Cuda.Tests.Stages;

public sealed class EmulatedStageRulesTests(EmulatedCardFixture card) : StageRulesTests(card), IClassFixture<EmulatedCardFixture>;
