using System.Buffers.Binary;
using Google.Protobuf;
using HandwrittenDigits.Testing;
using HandwrittenDigits.Training;

namespace HandwrittenDigits.Tests.Training;

[Collection(LibTorchCollection.Name)]
public sealed class RunFolderTests
{
    [Fact]
    public async Task Train_WithAFolder_LeavesAllThatTheRunWas()
    {
        TrainingData data = await TinyMnist.LoadAsync();
        using var folder = new TemporaryFolder();
        var run = RunFolder.Create(folder.Path, "tiny");

        using TrainingResult result = new Trainer(TinyMnist.Options with { Epochs = 2 }).Train(data, run);

        run.Name.ShouldEndWith("-tiny");
        run.ReadOptions().ShouldBe(TinyMnist.Options with { Epochs = 2 });
        run.ReadMetrics().ShouldBe(result.Epochs);
        RunInfo info = run.ReadInfo();
        info.Data.Select(set => (set.Role, set.Count, set.Sha256)).ShouldBe(
        [
            ("train", 500, data.Train.ContentHash()), ("validation", 200, data.Validation.ContentHash()),
            ("test", 200, data.Test!.ContentHash()),
        ]);
        RunFolder.List(folder.Path).Select(listed => listed.FullPath).ShouldBe([run.FullPath]);
    }

    [Fact]
    public async Task Train_WithAFolder_WritesEventsThatTensorBoardReads()
    {
        TrainingData data = await TinyMnist.LoadAsync();
        using var folder = new TemporaryFolder();
        var run = RunFolder.Create(folder.Path);

        using TrainingResult result = new Trainer(TinyMnist.Options with { Epochs = 2 }).Train(data, run);

        List<byte[]> events = ReadRecords(File.ReadAllBytes(Directory.GetFiles(run.FullPath, "events.out.tfevents.*").Single()));
        events.Count.ShouldBe(3);
        Encoding(events[0]).ShouldContain("brain.Event:2");
        Encoding(events[2]).ShouldContain("accuracy/validation");
        Encoding(events[2]).ShouldContain(Encoding([.. BitConverter.GetBytes((float)result.Epochs[1].ValidationAccuracy)]));
    }

    [Fact]
    public void MaskedChecksum_OfTheStandardsTestString_IsTheMaskedStandardValue() =>
        TensorBoardWriter.MaskedChecksum("123456789"u8).ShouldBe(uint.RotateRight(0xe3069283, 15) + 0xa282ead8);

    [Fact]
    public async Task Train_FolderOfOtherOptions_IsRefused()
    {
        TrainingData data = await TinyMnist.LoadAsync();
        using var folder = new TemporaryFolder();
        var run = RunFolder.Create(folder.Path);
        using (new Trainer(TinyMnist.Options with { Epochs = 1 }).Train(data, run))
        {
        }

        Should.Throw<RunFolderException>(() => new Trainer(TinyMnist.Options with { Epochs = 1, LearningRate = 0.5 }).Train(data, run))
            .Message.ShouldContain("other options");
    }

    [Fact]
    public async Task Train_BegunAgainWithOtherOptionsBeforeACheckpoint_IsRefused()
    {
        TrainingData data = await TinyMnist.LoadAsync();
        using var folder = new TemporaryFolder();
        var run = RunFolder.Create(folder.Path);
        using var stopped = new CancellationTokenSource();
        Should.Throw<OperationCanceledException>(() => new Trainer(TinyMnist.Options)
            .Train(data, run, new CallbackProgress(_ => stopped.Cancel()), stopped.Token));
        string begun = await File.ReadAllTextAsync(Path.Combine(run.FullPath, "options.json"), TestContext.Current.CancellationToken);

        File.Exists(run.CheckpointPath).ShouldBeFalse();
        Should.Throw<RunFolderException>(() => new Trainer(TinyMnist.Options with { LearningRate = 0.5 }).Train(data, run))
            .Message.ShouldContain("other options");
        (await File.ReadAllTextAsync(Path.Combine(run.FullPath, "options.json"), TestContext.Current.CancellationToken)).ShouldBe(begun);
        using (new Trainer(TinyMnist.Options).Train(data, run))
        {
            run.IsComplete.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Train_ResumedWithAnotherTeacher_IsRefused()
    {
        TrainingData data = await TinyMnist.LoadAsync();
        using var folder = new TemporaryFolder();
        using var teachers = new TemporaryFolder();
        TrainingOptions teacher = TinyMnist.Options with { Epochs = 1 };
        TrainingOptions pupil = TinyMnist.Options with { Teachers = teachers.Path };
        new Trainer(teacher).Train(data, RunFolder.Create(teachers.Path, "one")).Dispose();
        var run = RunFolder.Create(folder.Path);
        new Trainer(pupil).Train(data, run).Dispose();

        run.ReadInfo().Teachers.ShouldHaveSingleItem().Run.ShouldEndWith("one");
        new Trainer(pupil).Train(data, run).Dispose();
        new Trainer(teacher).Train(data, RunFolder.Create(teachers.Path, "two")).Dispose();
        Should.Throw<RunFolderException>(() => new Trainer(pupil).Train(data, run)).Message.ShouldContain("other teachers");
    }

    [Fact]
    public async Task Train_FolderOfOtherData_IsRefused()
    {
        TrainingData data = await TinyMnist.LoadAsync();
        using var folder = new TemporaryFolder();
        var run = RunFolder.Create(folder.Path);
        using (new Trainer(TinyMnist.Options with { Epochs = 1 }).Train(data, run))
        {
        }

        Should.Throw<RunFolderException>(
            () => new Trainer(TinyMnist.Options with { Epochs = 1 }).Train(data with { Train = data.Train.Take(400) }, run))
            .Message.ShouldContain("other data");
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(10_000)]
    public async Task Train_DamagedCheckpoint_SaysSo(int length)
    {
        TrainingData data = await TinyMnist.LoadAsync();
        using var folder = new TemporaryFolder();
        var run = RunFolder.Create(folder.Path);
        using (new Trainer(TinyMnist.Options with { Epochs = 1 }).Train(data, run))
        {
        }

        File.WriteAllBytes(run.CheckpointPath, File.ReadAllBytes(run.CheckpointPath)[..length]);

        Should.Throw<RunFolderException>(() => new Trainer(TinyMnist.Options with { Epochs = 1 }).Train(data, run)).Message.ShouldContain(
            "damaged");
    }

    [Fact]
    public void Open_NoRun_SaysWhereToLook()
    {
        using var folder = new TemporaryFolder();

        Should.Throw<RunFolderException>(() => RunFolder.Open(folder.Path)).Message.ShouldContain("digits runs list");
    }

    [Theory]
    [InlineData("../x")]
    [InlineData("")]
    [InlineData("..")]
    public void Create_NameThatIsNoFolderName_IsRefused(string name)
    {
        using var folder = new TemporaryFolder();

        Should.Throw<ArgumentException>(() => RunFolder.Create(folder.Path, name));
    }

    // The record format read as its specification has it, with a checksum computed bit by bit.
    private static List<byte[]> ReadRecords(ReadOnlySpan<byte> file)
    {
        var records = new List<byte[]>();
        while (file.Length > 0)
        {
            int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
            BinaryPrimitives.ReadUInt32LittleEndian(file[8..]).ShouldBe(Masked(file[..8]));
            BinaryPrimitives.ReadUInt32LittleEndian(file[(12 + length)..]).ShouldBe(Masked(file.Slice(12, length)));
            byte[] message = file.Slice(12, length).ToArray();
            new CodedInputStream(message).ReadTag().ShouldBe(WireFormat.MakeTag(1, WireFormat.WireType.Fixed64));
            records.Add(message);
            file = file[(16 + length)..];
        }

        return records;

        static uint Masked(ReadOnlySpan<byte> bytes)
        {
            uint crc = uint.MaxValue;
            foreach (byte value in bytes)
            {
                crc ^= value;
                for (int bit = 0; bit < 8; bit++)
                {
                    crc = (crc >> 1) ^ ((crc & 1) * 0x82f63b78u);
                }
            }

            return uint.RotateRight(~crc, 15) + 0xa282ead8;
        }
    }

    private static string Encoding(byte[] bytes) => System.Text.Encoding.Latin1.GetString(bytes);
}
