namespace Hosts.Tests.VsCode;

/// <summary>The tests in VS Code's workbench, which share one server.</summary>
[CollectionDefinition(Name)]
public sealed class VsCodeCollection : ICollectionFixture<VsCodeServer>
{
    /// <summary>Its name.</summary>
    public const string Name = "VS Code";
}
