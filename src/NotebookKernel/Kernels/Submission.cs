using System.Runtime.CompilerServices;
using Microsoft.DotNet.Interactive.Commands;

namespace NotebookKernel.Kernels;

/// <summary>What a session knows of a cell that it has sent as a command.</summary>
/// <param name="Name">What errors call it: "cell 3".</param>
/// <param name="Keep">False to leave no trace of it in the session.</param>
/// <param name="Output">Where its output goes.</param>
/// <param name="Interrupt">Cancelled when it is interrupted.</param>
internal sealed record Submission(string Name, bool Keep, SubmissionOutput Output, CancellationToken Interrupt)
{
    // A thread may put something out long after its cell has ended: a submission lives as long as its command does.
    private static readonly ConditionalWeakTable<KernelCommand, Submission> Known = [];

    /// <summary>Remembers the submission by its command.</summary>
    public void Register(KernelCommand command) => Known.Add(command, this);

    /// <summary>The submission that a command is or is part of; null for one that did not come from a session.</summary>
    public static Submission? Of(KernelCommand? command)
    {
        for (; command is not null; command = command.Parent)
        {
            if (Known.TryGetValue(command, out Submission? submission))
            {
                return submission;
            }
        }

        return null;
    }
}
