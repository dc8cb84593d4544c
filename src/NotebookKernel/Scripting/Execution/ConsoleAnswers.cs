namespace NotebookKernel.Scripting.Execution;

/// <summary>Answers a cell's <c>Console.ReadLine</c> by asking the user, and all else from where it came before.</summary>
internal sealed class ConsoleAnswers(TextReader outside) : TextReader
{
    private string pending = "";

    public override string? ReadLine()
    {
        if (pending.Length > 0)
        {
            string line = pending.TrimEnd('\n');
            pending = "";
            return line;
        }

        return RunningCell.Current is { } cell ? cell.Output.ReadLine("", password: false) : outside.ReadLine();
    }

    public override int Peek() => RunningCell.Current is null ? outside.Peek() : Fill()[0];

    public override int Read()
    {
        if (RunningCell.Current is null)
        {
            return outside.Read();
        }

        char next = Fill()[0];
        pending = pending[1..];
        return next;
    }

    private string Fill()
    {
        if (pending.Length == 0)
        {
            pending = ReadLine() + "\n";
        }

        return pending;
    }
}
