using System.Text.Json;
using NotebookKernel.Jupyter.KernelSpecs;

namespace NotebookKernel.Tests.Jupyter;

public sealed class KernelSpecStoreTests : IDisposable
{
    private static readonly KernelSpec Ours = new(".net-csharp", ".NET (C#)", ["prog", KernelSpec.ConnectionFilePlaceholder], "us");

    private readonly string root = Directory.CreateTempSubdirectory().FullName;
    private readonly KernelSpecStore store;

    public KernelSpecStoreTests() => store = new KernelSpecStore(new JupyterFolders(User, [User, Path.Combine(root, "system")]));

    private string User => Path.Combine(root, "user");

    [Fact]
    public void Install_WritesWhatJupyterReads()
    {
        string folder = store.Install(Ours);

        using var json = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder, "kernel.json")));
        json.RootElement.GetProperty("argv")[1].GetString().ShouldBe("{connection_file}");
        json.RootElement.GetProperty("language").GetString().ShouldBe("C#");
        json.RootElement.GetProperty("interrupt_mode").GetString().ShouldBe("message");
        Directory.GetFiles(folder).Length.ShouldBe(1);
    }

    [Fact]
    public void FindForeign_OurOwn_IsNone()
    {
        store.Install(Ours);

        store.FindForeign(".net-csharp", "us").ShouldBeNull();
    }

    [Theory]
    [InlineData("user", """{"argv":["dotnet-interactive"],"display_name":".NET (C#)","language":"C#"}""")]
    [InlineData("system", """{"argv":["dotnet-interactive"],"display_name":".NET (C#)","language":"C#"}""")]
    [InlineData("user", "not JSON at all")]
    public void FindForeign_AnotherProductsOrBroken_IsFound(string where, string json)
    {
        string folder = Directory.CreateDirectory(Path.Combine(root, where, ".net-csharp")).FullName;
        File.WriteAllText(Path.Combine(folder, "kernel.json"), json);

        store.FindForeign(".net-csharp", "us")!.Folder.ShouldBe(folder);
    }

    [Fact]
    public void Uninstall_RemovesOursAlone()
    {
        store.Install(Ours);
        store.Install(Ours with { Name = "foreign", Owner = "them" });

        store.Uninstall("us").ShouldBe([Path.Combine(User, ".net-csharp")]);

        store.List().Select(spec => spec.Name).ShouldBe(["foreign"]);
    }

    [Theory]
    [InlineData(PlatformID.Unix, "", "/home/u/.local/share/jupyter/kernels")]
    [InlineData(PlatformID.Unix, "XDG_DATA_HOME=/xdg", "/xdg/jupyter/kernels")]
    [InlineData(PlatformID.Unix, "JUPYTER_DATA_DIR=/jd", "/jd/kernels")]
    [InlineData(PlatformID.MacOSX, "", "/home/u/Library/Jupyter/kernels")]
    [InlineData(PlatformID.Win32NT, "APPDATA=/roaming", "/roaming/jupyter/kernels")]
    [InlineData(PlatformID.Win32NT, "", "/home/u/.jupyter/data/kernels")]
    public void From_EachPlatform_FollowsJupytersRules(PlatformID platform, string variable, string expected)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "the expected paths are written with slashes");
        string[] set = variable.Split('=');

        var folders = JupyterFolders.From(name => name == set[0] ? set[1] : null, "/home/u", platform);

        folders.User.ShouldBe(expected);
        folders.All.ShouldContain(expected);
    }

    public void Dispose() => Directory.Delete(root, recursive: true);
}
