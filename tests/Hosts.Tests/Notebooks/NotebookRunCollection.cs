namespace Hosts.Tests.Notebooks;

/// <summary>The tests of one run of all notebooks. While one of them waits for it, tests of other collections go on.</summary>
[CollectionDefinition(Name)]
public sealed class NotebookRunCollection : ICollectionFixture<NotebookRun>
{
    /// <summary>Its name.</summary>
    public const string Name = "Notebook run";
}
