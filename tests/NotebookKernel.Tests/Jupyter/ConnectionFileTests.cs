using CsCheck;
using NotebookKernel.Jupyter;

namespace NotebookKernel.Tests.Jupyter;

public sealed class ConnectionFileTests
{
    private const string Ports = "\"shell_port\":1001,\"control_port\":1002,\"iopub_port\":1003,\"stdin_port\":1004,\"hb_port\":1005";

    [Fact]
    public void Parse_WhatJupyterWrites_GivesPortsAndHidesTheKey()
    {
        var file = ConnectionFile.Parse(
            $$"""{{{Ports}},"ip":"127.0.0.1","transport":"tcp","key":"top-secret","signature_scheme":"hmac-sha256","kernel_name":""}""");

        (file.ShellPort, file.ControlPort, file.IopubPort, file.StdinPort, file.HeartbeatPort).ShouldBe((1001, 1002, 1003, 1004, 1005));
        file.ToString().ShouldNotContain("secret");
    }

    [Theory]
    [InlineData("0.0.0.0")]
    [InlineData("*")]
    [InlineData("192.168.1.20")]
    [InlineData("::")]
    public void Parse_AddressThatOthersReach_NeedsToBeAllowed(string ip)
    {
        string json = $$"""{{{Ports}},"ip":"{{ip}}"}""";

        Should.Throw<ConnectionFileException>(() => ConnectionFile.Parse(json)).Message.ShouldContain("--allow-remote");
        ConnectionFile.Parse(json, allowRemote: true).ShellPort.ShouldBe(1001);
    }

    [Theory]
    [InlineData("\"ip\":\"here\"", "no IP address")]
    [InlineData("\"transport\":\"ipc\"", "'ipc'")]
    [InlineData("\"key\":\"k\",\"signature_scheme\":\"hmac-md5\"", "hmac-md5")]
    [InlineData("\"ip\":5", "JSON object")]
    public void Parse_WhatThisKernelDoesNotDo_SaysSo(string member, string says) =>
        Should.Throw<ConnectionFileException>(() => ConnectionFile.Parse($$"""{{{Ports}},{{member}}}""")).Message.ShouldContain(says);

    [Theory]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("\"80\"")]
    [InlineData("1.5")]
    public void Parse_NoPort_SaysWhich(string port) =>
        Should.Throw<ConnectionFileException>(() => ConnectionFile.Parse($$"""{{{Ports.Replace("1005", port)}}}""")).Message.ShouldContain(
            "hb_port");

    [Fact]
    public void Parse_AnyText_ThrowsItsOwnExceptionOrNone() =>
        Gen.OneOf(Gen.String, Gen.OneOf("null", "[]", "{}", "{\"shell_port\":[]}")).Sample(text =>
            Should.Throw<ConnectionFileException>(() => ConnectionFile.Parse(text)));

    [Fact]
    public void Read_MissingFile_NamesIt() =>
        Should.Throw<ConnectionFileException>(() => ConnectionFile.Read("nowhere.json")).Message.ShouldContain("nowhere.json");
}
