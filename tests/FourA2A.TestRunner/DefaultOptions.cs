using Xunit.Abstractions;

namespace FourA2A.TestRunner;

/// <summary>What xunit does by itself, as under <c>dotnet test</c>: every option is unset.</summary>
internal sealed class DefaultOptions : ITestFrameworkDiscoveryOptions, ITestFrameworkExecutionOptions
{
    public TValue? GetValue<TValue>(string name) => default;

    public void SetValue<TValue>(string name, TValue value) => throw new NotSupportedException(name);
}
