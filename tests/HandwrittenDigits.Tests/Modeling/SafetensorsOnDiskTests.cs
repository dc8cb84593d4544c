using System.Diagnostics;
using System.Text.Json;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Testing;

namespace HandwrittenDigits.Tests.Modeling;

public sealed class SafetensorsOnDiskTests : IDisposable
{
    private const string Python = "/usr/bin/python3";

    private readonly string folder = Directory.CreateTempSubdirectory("safetensors").FullName;

    private string Model => Path.Combine(folder, "model.safetensors");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Read_OfAWrittenFile_GivesItsTensors()
    {
        Sample(1f).Write(Model);

        SafetensorsFile.Read(Model).Tensors["weight"].ToSingles().ShouldBe([1f, 2f]);
    }

    [Fact]
    public void Write_OverAFile_ReplacesItAndLeavesNothingElse()
    {
        Sample(1f).Write(Model);
        Sample(3f).Write(Model);

        SafetensorsFile.Read(Model).Tensors["weight"].ToSingles().ShouldBe([3f, 2f]);
        Directory.GetFiles(folder).ShouldBe([Model]);
    }

    [Fact]
    public void Write_WhereTheNameIsTaken_LeavesNoPartBehind()
    {
        Directory.CreateDirectory(Model);

        Should.Throw<Exception>(() => Sample(1f).Write(Model)).ShouldBeAssignableTo<SystemException>();
        Directory.GetFiles(folder).ShouldBeEmpty();
    }

    [Fact]
    public void Read_OfNoFile_NamesIt() =>
        Should.Throw<FileNotFoundException>(() => SafetensorsFile.Read(Model)).Message.ShouldContain(Model);

    [Fact]
    public void Write_ReadByAnIndependentParser_HoldsTheSame()
    {
        Assert.SkipUnless(File.Exists(Python), $"needs {Python}, which reads the file independently");
        Sample(1.25f).Write(Model);

        string script = Path.Combine(Repository.Root, "tests", "HandwrittenDigits.Tests", "Modeling", "read_safetensors.py");
        using Process process = Process.Start(new ProcessStartInfo(Python, [script, Model]) { RedirectStandardOutput = true })!;
        using var found = JsonDocument.Parse(process.StandardOutput.ReadToEnd());
        process.WaitForExit();

        process.ExitCode.ShouldBe(0);
        JsonElement tensors = found.RootElement.GetProperty("tensors");
        found.RootElement.GetProperty("metadata").GetProperty("note").GetString().ShouldBe("ünïcode \"quoted\"\n");
        tensors.GetProperty("weight").GetRawText().ShouldBe("""{"shape": [1, 2], "values": [1.25, 2.0]}""");
        tensors.GetProperty("steps").GetRawText().ShouldBe("""{"shape": [], "values": [-5]}""");
        tensors.GetProperty("bytes").GetRawText().ShouldBe("""{"shape": [3], "values": [1, 2, 255]}""");
    }

    private static SafetensorsFile Sample(float first) => new(
        new Dictionary<string, SafetensorsTensor>
        {
            ["bytes"] = new(SafetensorsDType.U8, [3], new byte[] { 1, 2, 255 }),
            ["weight"] = SafetensorsTensor.Of([first, 2f], 1, 2),
            ["steps"] = SafetensorsTensor.Of([-5L]),
        },
        new Dictionary<string, string> { ["note"] = "ünïcode \"quoted\"\n" });
}
