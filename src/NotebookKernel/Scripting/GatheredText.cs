using System.Text;

namespace NotebookKernel.Scripting;

/// <summary>
/// Text that cells write in small pieces, gathered for a moment and sent as one: 100,000 lines are some hundred messages, not 100,000.
/// </summary>
/// <remarks>Its owner holds <paramref name="order"/> while it calls: what else it sends there keeps its place.</remarks>
/// <typeparam name="TSource">Whose text it is: that of another is sent apart.</typeparam>
/// <param name="order">Held while text is sent.</param>
/// <param name="isSame">Whether two texts may be sent as one.</param>
/// <param name="send">Sends a text, for the source of its first piece.</param>
/// <param name="clock">Times the gathering.</param>
internal sealed class GatheredText<TSource>(
    Lock order, Func<TSource, TSource, bool> isSame, Action<TSource, string> send, TimeProvider clock)
    : IDisposable
{
    private static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(25);
    private const int Longest = 1 << 16;

    private readonly StringBuilder gathered = new();
    private ITimer? timer;
    private TSource source = default!;

    /// <summary>Appends a piece.</summary>
    public void Write(TSource from, string text)
    {
        if (text.Length == 0)
        {
            return;
        }

        if (gathered.Length > 0 && !isSame(source, from))
        {
            Send();
        }

        if (gathered.Length == 0)
        {
            source = from;
            Wait();
        }

        gathered.Append(text);
        if (gathered.Length >= Longest)
        {
            SendWholeCharacters();
        }
    }

    /// <summary>Sends what is still gathered.</summary>
    public void Send()
    {
        if (gathered.Length > 0)
        {
            string text = gathered.ToString();
            gathered.Clear();
            send(source, text);
        }
    }

    /// <summary>Stops the clock.</summary>
    public void Dispose() => timer?.Dispose();

    private void Wait()
    {
        timer ??= clock.CreateTimer(_ => Tick(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(Gather, Timeout.InfiniteTimeSpan);
    }

    private void Tick()
    {
        lock (order)
        {
            SendWholeCharacters();
        }
    }

    // Half of a surrogate pair stays behind until the other half is written: a message holds whole characters.
    private void SendWholeCharacters()
    {
        if (gathered.Length > 1 && char.IsHighSurrogate(gathered[^1]))
        {
            char half = gathered[^1];
            gathered.Length--;
            Send();
            gathered.Append(half);
            Wait();
        }
        else
        {
            Send();
        }
    }
}
