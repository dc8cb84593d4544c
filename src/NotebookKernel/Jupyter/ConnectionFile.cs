using System.Net;
using System.Text;
using System.Text.Json;

namespace NotebookKernel.Jupyter;

/// <summary>
/// Where a kernel listens and the key its messages are signed with: the file that Jupyter writes before it starts a
/// kernel (<see href="https://jupyter-client.readthedocs.io/en/stable/kernels.html#connection-files"/>).
/// </summary>
/// <remarks>The key is a secret: whoever holds it runs code. It appears in no message, log or <see cref="ToString"/>.</remarks>
public sealed class ConnectionFile
{
    private const string OnlyTransport = "tcp";
    private const string OnlyScheme = "hmac-sha256";

    private ConnectionFile(IPAddress address, int shell, int control, int iopub, int stdin, int heartbeat, byte[] key)
    {
        Address = address;
        ShellPort = shell;
        ControlPort = control;
        IopubPort = iopub;
        StdinPort = stdin;
        HeartbeatPort = heartbeat;
        Key = key;
    }

    /// <summary>The address to bind.</summary>
    public IPAddress Address { get; }

    /// <summary>Requests, in order.</summary>
    public int ShellPort { get; }

    /// <summary>Requests that must not wait for a running cell: interrupt, shutdown.</summary>
    public int ControlPort { get; }

    /// <summary>Outputs and states, to every client.</summary>
    public int IopubPort { get; }

    /// <summary>Questions to the user.</summary>
    public int StdinPort { get; }

    /// <summary>Echoes what it gets, to show that the kernel lives.</summary>
    public int HeartbeatPort { get; }

    /// <summary>The HMAC-SHA256 key; empty where the client signs nothing.</summary>
    internal byte[] Key { get; }

    /// <summary>Reads a connection file.</summary>
    /// <param name="path">The file that Jupyter names for <c>{connection_file}</c>.</param>
    /// <param name="allowRemote">True to accept an address that other machines can reach.</param>
    /// <exception cref="ConnectionFileException">It cannot be read, or asks for something this kernel doesn't do.</exception>
    public static ConnectionFile Read(string path, bool allowRemote = false)
    {
        try
        {
            return Parse(File.ReadAllText(path, Encoding.UTF8), allowRemote);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConnectionFileException(
                $"The connection file '{path}' cannot be read: {e.Message} Jupyter writes it when it starts a kernel.", e);
        }
        catch (ConnectionFileException e)
        {
            throw new ConnectionFileException($"The connection file '{path}' is no use: {e.Message}", e);
        }
    }

    /// <summary>Reads the text of a connection file.</summary>
    /// <inheritdoc cref="Read"/>
    public static ConnectionFile Parse(string json, bool allowRemote = false)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return FromJson(document.RootElement, allowRemote);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new ConnectionFileException("it is not a JSON object of strings and ports.", e);
        }
    }

    /// <summary>The address and ports, without the key.</summary>
    public override string ToString() =>
        $"{Address} (shell {ShellPort}, control {ControlPort}, iopub {IopubPort}, stdin {StdinPort}, heartbeat {HeartbeatPort})";

    private static ConnectionFile FromJson(JsonElement root, bool allowRemote)
    {
        string transport = Text(root, "transport", OnlyTransport);
        if (transport != OnlyTransport)
        {
            throw new ConnectionFileException($"'transport' is '{transport}'; this kernel speaks '{OnlyTransport}' only.");
        }

        byte[] key = Encoding.UTF8.GetBytes(Text(root, "key", ""));
        string scheme = Text(root, "signature_scheme", OnlyScheme);
        if (key.Length > 0 && scheme != OnlyScheme)
        {
            throw new ConnectionFileException($"'signature_scheme' is '{scheme}'; this kernel checks '{OnlyScheme}' only.");
        }

        return new ConnectionFile(
            AddressOf(Text(root, "ip", "127.0.0.1"), allowRemote),
            Port(root, "shell_port"),
            Port(root, "control_port"),
            Port(root, "iopub_port"),
            Port(root, "stdin_port"),
            Port(root, "hb_port"),
            key);
    }

    private static IPAddress AddressOf(string ip, bool allowRemote)
    {
        IPAddress address = ip switch
        {
            "localhost" => IPAddress.Loopback,
            "*" => IPAddress.Any,
            _ => IPAddress.TryParse(ip, out IPAddress? parsed) ? parsed : throw new ConnectionFileException(
                $"'ip' is '{ip}', which is no IP address."),
        };

        return IPAddress.IsLoopback(address) || allowRemote
            ? address
            : throw new ConnectionFileException(
                $"'ip' is '{ip}', which other machines can reach: whoever gets through there runs code as you. "
                + "Start the kernel with --allow-remote if that is meant.");
    }

    private static string Text(JsonElement root, string name, string absent) =>
        root.TryGetProperty(name, out JsonElement value) ? value.GetString() ?? absent : absent;

    private static int Port(JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out JsonElement value))
        {
            throw new ConnectionFileException($"'{name}' is missing.");
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out int port) && port is > 0 and <= IPEndPoint.MaxPort
            ? port
            : throw new ConnectionFileException($"'{name}' is {value.GetRawText()}, which is no port (1 to {IPEndPoint.MaxPort}).");
    }
}

/// <summary>A connection file cannot be used, or the ports it names are taken; the message says what to do.</summary>
public sealed class ConnectionFileException : Exception
{
    /// <summary>Makes the exception with what to tell the user.</summary>
    public ConnectionFileException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
