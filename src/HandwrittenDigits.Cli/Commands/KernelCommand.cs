using System.CommandLine;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Text;
using HandwrittenDigits.Cli.Invocation;
using Microsoft.DotNet.Interactive;
using NetMQ;
using NotebookKernel.Jupyter;
using NotebookKernel.Jupyter.KernelSpecs;
using NotebookKernel.Scripting;
using NotebookKernel.Stdio;

namespace HandwrittenDigits.Cli.Commands;

/// <summary><c>digits kernel</c>: this program as a Jupyter kernel for C# notebooks.</summary>
internal static class KernelCommand
{
    private const string Product = "digits";

    // The name under which notebooks written for .NET Interactive ask for their kernel.
    private const string UsualName = ".net-csharp";
    private const string UsualDisplayName = ".NET (C#)";
    private const string OwnName = "handwritten-digits-csharp";
    private const string OwnDisplayName = ".NET (C#) - digits";

    /// <summary>The command with its subcommands.</summary>
    public static Command Create() => new DigitsCommand(
        "kernel",
        "Run C# notebooks in Jupyter and in VS Code's Jupyter extension",
        ("digits kernel install", "tell Jupyter and VS Code about this kernel"),
        ("digits kernel list", "the kernels that they find"))
    {
        Install(),
        Uninstall(),
        List(),
        Start(),
        Stdio(),
        Parser(),
    };

    private static Command Install()
    {
        var force = new Option<bool>("--force") { Description = $"Take the name '{UsualName}' even if another product's kernel has it" };
        var command = new Command("install", "Tell Jupyter about this kernel, for this user") { force };
        command.SetAction(parsed =>
        {
            var store = new KernelSpecStore(JupyterFolders.OfThisUser());
            TextWriter output = parsed.InvocationConfiguration.Output;
            InstalledKernelSpec? foreign = store.FindForeign(UsualName, Product);
            bool takesUsualName = foreign is null || parsed.GetValue(force);
            string folder = store.Install(SpecOfThisProgram(takesUsualName));
            output.WriteLine($"Installed in {folder}.");
            if (foreign is not null)
            {
                output.WriteLine(takesUsualName
                    ? $"It takes the place of the kernel '{foreign.DisplayName}' in {foreign.Folder}."
                    : $"The name '{UsualName}' belongs to another product's kernel, '{foreign.DisplayName}' in {foreign.Folder}, "
                        + $"so this one is called '{OwnName}'. Choose '{OwnDisplayName}' in the notebook, "
                        + "or run 'digits kernel install --force' to take the name.");
            }
        });
        return command;
    }

    private static Command Uninstall()
    {
        var command = new Command("uninstall", "Make Jupyter forget this kernel");
        command.SetAction(parsed =>
        {
            IReadOnlyList<string> removed = new KernelSpecStore(JupyterFolders.OfThisUser()).Uninstall(Product);
            TextWriter output = parsed.InvocationConfiguration.Output;
            output.WriteLine(removed.Count == 0
                ? "Nothing to remove: this kernel is not installed for this user."
                : $"Removed {string.Join(", ", removed)}.");
        });
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "Show the kernels that Jupyter finds; * marks this one");
        command.SetAction(parsed =>
        {
            TextWriter output = parsed.InvocationConfiguration.Output;
            IReadOnlyList<InstalledKernelSpec> specs = new KernelSpecStore(JupyterFolders.OfThisUser()).List();
            foreach (InstalledKernelSpec spec in specs)
            {
                output.WriteLine($"{(spec.Owner == Product ? '*' : ' ')} {spec.Name,-28} {spec.DisplayName,-24} {spec.Folder}");
            }

            if (specs.All(spec => spec.Owner != Product))
            {
                output.WriteLine("This kernel is not installed: run 'digits kernel install'.");
            }
        });
        return command;
    }

    private static Command Start()
    {
        var file = new Option<FileInfo>("--connection-file") { Description = "The file that Jupyter writes", Required = true };
        var allowRemote =
            new Option<bool>("--allow-remote") { Description = "Listen where other machines can reach the kernel, if the file says so" };
        var command = new Command("start", "Be the kernel of one notebook (Jupyter runs this)") { file, allowRemote };

        command.SetAction(async (parsed, _) =>
        {
            // The session takes over the console for the cells, so the log keeps the error stream it found.
            var log = TextWriter.Synchronized(parsed.InvocationConfiguration.Error);
            var connection = ConnectionFile.Read(parsed.GetRequiredValue(file).FullName, parsed.GetValue(allowRemote));
            await RunAsync(connection, log);
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Stdio()
    {
        var folder = new Option<DirectoryInfo>("--working-dir")
        {
            Description = "Where the notebook is", DefaultValueFactory = _ => new DirectoryInfo(Environment.CurrentDirectory),
        };
        var hostUri = new Option<string>("--kernel-host") { Description = "What the kernels' addresses start with: a name" };
        var asksFrontEnd = new Option<bool>("--vscode")
        {
            Description = "The client answers RequestInput and runs JavaScript, as Polyglot Notebooks does",
        };
        var command = new Command(
            "stdio", "Be the kernel of one notebook for an editor that speaks .NET Interactive's protocol over standard input and output")
        {
            folder, hostUri, asksFrontEnd,
        };
        command.SetAction(async (parsed, _) =>
        {
            var options = new StdioKernelOptions { AsksFrontEnd = parsed.GetValue(asksFrontEnd) };
            options =
                parsed.GetValue(hostUri) is { Length: > 0 } name ? options with { HostUri = KernelHost.CreateHostUri(name) } : options;
            Environment.CurrentDirectory = parsed.GetRequiredValue(folder).FullName;
            Console.InputEncoding = Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

            // An interrupt comes as a command; Ctrl-C reaches every process of a terminal.
            using var signal = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
            using var kernel = new StdioKernel(
                Console.In, Console.Out, options with { Session = new ScriptSessionOptions { Folder = Environment.CurrentDirectory } });
            await kernel.RunAsync();

            // A cell may have left threads that would keep the process.
            Environment.Exit(ExitCode.Success);
            return ExitCode.Success;
        });
        return command;
    }

    private static Command Parser()
    {
        var command = new Command("notebook-parser", "Read and write notebooks for Polyglot Notebooks, over standard input and output");
        command.SetAction(async (_, _) =>
        {
            Console.InputEncoding = Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
            await new NotebookParser(Console.In, Console.Out).RunAsync();
            return ExitCode.Success;
        });
        return command;
    }

    private static async Task RunAsync(ConnectionFile connection, TextWriter log)
    {
        string version = Assembly.GetExecutingAssembly().GetName().Version?.ToString(3) ?? "";
        using var ending = new CancellationTokenSource();
        await using (var kernel = new JupyterKernel(connection, new JupyterKernelOptions
        {
            Implementation = Product,
            ImplementationVersion = version,
            Banner = $"C# notebooks by {Product} {version} on {RuntimeInformation.FrameworkDescription}",
            Log = log,
        }))
        {
            using var lifetime = KernelLifetime.Watch(kernel, ending);
            await kernel.RunAsync(ending.Token);
        }

        // What is on its way still arrives: the sockets' own thread goes down with the process.
        NetMQConfig.Cleanup(block: true);
    }

    private static KernelSpec SpecOfThisProgram(bool takesUsualName)
    {
        string[] start = ["kernel", "start", "--connection-file", KernelSpec.ConnectionFilePlaceholder];
        return new KernelSpec(
            takesUsualName ? UsualName : OwnName,
            takesUsualName ? UsualDisplayName : OwnDisplayName,
            [.. ThisProgram.Command, .. start],
            Product)
        {
            // A cell that allocates without end gets an OutOfMemoryException at three quarters of the memory (hexadecimal),
            // before the system ends the whole process.
            Environment = new Dictionary<string, string> { ["DOTNET_GCHeapHardLimitPercent"] = "4B" },
        };
    }
}
