using Hosts.Tests;
using Hosts.Tests.DrawingPad;
using Hosts.Tests.Jupyter;
using Hosts.Tests.Notebooks;
using Xunit.Sdk;
using Xunit.v3;

// What the tests wait for are other processes, and most of those wait for one another.
[assembly: Parallelization(MaxThreads = 4)]
[assembly: TestCollectionOrderer(typeof(LongestFirst))]

namespace Hosts.Tests;

/// <summary>Begins with the collections that take minutes, so that none of them is left to run on alone.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Minutes = [NotebookRunCollection.Name, nameof(PadParityTests), nameof(NotebooksInJupyterTests)];

    /// <inheritdoc/>
    public IReadOnlyCollection<TTestCollection> OrderTestCollections<TTestCollection>(IReadOnlyCollection<TTestCollection> testCollections)
        where TTestCollection : ITestCollection =>
        [
            .. testCollections.OrderByDescending(collection =>
                Minutes.Any(name => collection.TestCollectionDisplayName.Contains(name, StringComparison.Ordinal))),
        ];
}
