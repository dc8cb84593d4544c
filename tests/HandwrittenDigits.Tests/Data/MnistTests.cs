using HandwrittenDigits.Data;
using HandwrittenDigits.Testing;

namespace HandwrittenDigits.Tests.Data;

public sealed class MnistTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CancellationToken cancellation = TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task LoadAsync_RealFiles_GivesBothSets()
    {
        Assert.SkipUnless(RealData.HasMnist, RealData.NeedsMnist);

        MnistData mnist = await Mnist.LoadAsync(Only(RealData.Mnist), null, cancellation);

        mnist.Source.ShouldBe(MnistSource.ExplicitFolder);
        mnist.IsSynthetic.ShouldBeFalse();
        mnist.Train.Count.ShouldBe(60_000);
        mnist.Test.Count.ShouldBe(10_000);
        mnist.Train.ClassCounts.ShouldBe([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
        mnist.Test.ClassCounts.ShouldBe([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
        mnist.Files.Select(file => file.Sha256).ShouldBe(MnistFile.All.Select(file => file.GzipSha256));
        mnist.Notes.ShouldBeEmpty();
    }

    [Fact]
    public async Task LoadAsync_UncompressedFilesOfOtherNames_GivesTheSameData()
    {
        Assert.SkipUnless(RealData.HasMnist, RealData.NeedsMnist);
        foreach (MnistFile file in MnistFile.All)
        {
            var idx = IdxFile.Read(Path.Combine(RealData.Mnist, file.GzipName));
            await File.WriteAllBytesAsync(
                folder.At(file.Name.Replace("-idx", ".idx", StringComparison.Ordinal)), idx.Content, cancellation);
        }

        MnistData mnist = await Mnist.LoadAsync(Only(folder.Path), null, cancellation);

        mnist.Files.Select(file => file.Sha256).ShouldBe(MnistFile.All.Select(file => file.ContentSha256));
    }

    [Fact]
    public async Task LoadAsync_CompressedAgain_IsStillMnist()
    {
        Assert.SkipUnless(RealData.HasMnist, RealData.NeedsMnist);
        CopyRealFiles();
        string labels = folder.At(MnistFile.TestLabels.GzipName);
        await File.WriteAllBytesAsync(labels, IdxBytes.Gzip(IdxFile.Read(labels).Content.ToArray()), cancellation);

        MnistData mnist = await Mnist.LoadAsync(Only(folder.Path), null, cancellation);

        mnist.Files[3].Sha256.ShouldNotBe(MnistFile.TestLabels.GzipSha256);
        mnist.Test.Label(0).ShouldBe(7);
    }

    [Fact]
    public async Task LoadAsync_LabelsOfTrainAndTestSwapped_SaysSwapped()
    {
        Assert.SkipUnless(RealData.HasMnist, RealData.NeedsMnist);
        CopyRealFiles();
        File.Copy(Path.Combine(RealData.Mnist, MnistFile.TrainLabels.GzipName), folder.At(MnistFile.TestLabels.GzipName), overwrite: true);

        await ShouldRefuseAsync(MnistFileProblem.Swapped, "MNIST's train-labels-idx1-ubyte: files have been swapped");
    }

    [Fact]
    public async Task LoadAsync_Truncated_SaysTruncated()
    {
        Assert.SkipUnless(RealData.HasMnist, RealData.NeedsMnist);
        CopyRealFiles();
        using (FileStream file = File.OpenWrite(folder.At(MnistFile.TestLabels.GzipName)))
        {
            file.SetLength(4_000);
        }

        await ShouldRefuseAsync(MnistFileProblem.Truncated, "a truncated file, which ends after 4,000 bytes");
    }

    public static TheoryData<byte[], MnistFileProblem, string> WrongTestLabels => new()
    {
        { IdxBytes.Gzip(IdxBytes.Labels(new byte[10_000])), MnistFileProblem.Foreign, "such as Fashion-MNIST" },
        { IdxBytes.Labels(new byte[10_000]), MnistFileProblem.Foreign, "such as Fashion-MNIST" },
        { IdxBytes.Labels(1, 2, 3), MnistFileProblem.Foreign, "uint8 [3] of another data set" },
        { [], MnistFileProblem.Damaged, "an empty file" },
        { "<!DOCTYPE html><title>Sign in</title>"u8.ToArray(), MnistFileProblem.Damaged, "a web page" },
        { "version https://git-lfs.github.com/spec/v1\noid"u8.ToArray(), MnistFileProblem.Damaged, "a Git LFS pointer" },
        { IdxBytes.Labels(new byte[10_000])[..9_000], MnistFileProblem.Truncated, "ends after 9,000 bytes" },
        { [.. IdxBytes.Labels(new byte[10_000]), 0], MnistFileProblem.Damaged, "10,001 instead of 10,000 bytes" },
    };

    [Theory]
    [MemberData(nameof(WrongTestLabels))]
    public async Task LoadAsync_WrongContent_NamesFileFaultAndMend(byte[] content, MnistFileProblem problem, string found)
    {
        Assert.SkipUnless(RealData.HasMnist, RealData.NeedsMnist);
        CopyRealFiles();
        await File.WriteAllBytesAsync(folder.At(MnistFile.TestLabels.GzipName), content, cancellation);

        await ShouldRefuseAsync(problem, found);
    }

    [Fact]
    public async Task LoadAsync_NowhereAndOffline_SaysWhereItLooked()
    {
        var options =
            new MnistOptions { Offline = true, Folders = new DataFolders(folder.At("named"), folder.At("repository"), folder.At("cache")) };

        MnistNotFoundException error = await Should.ThrowAsync<MnistNotFoundException>(() => Mnist.LoadAsync(options, null, cancellation));

        error.Folders.Select(Path.GetDirectoryName).ShouldBe([folder.At("named"), folder.At("repository"), folder.At("cache")]);
        error.Message.ShouldContain("named, the folder that HANDWRITTEN_DIGITS_DATA names, does not exist");
        error.Message.ShouldContain("digits data fetch");
    }

    [Fact]
    public async Task LoadAsync_NowhereWithFallback_GivesSyntheticDigitsAndSaysSo()
    {
        var recorder = new Recorder();
        var options = new MnistOptions
        {
            Offline = true,
            FallBackToSynthetic = true,
            SyntheticTrainCount = 40,
            SyntheticTestCount = 20,
            Folders = new DataFolders(null, null, folder.At("cache")),
        };

        MnistData mnist = await Mnist.LoadAsync(options, recorder, cancellation);

        mnist.IsSynthetic.ShouldBeTrue();
        (mnist.Train.IsSynthetic, mnist.Train.Count, mnist.Test.IsSynthetic, mnist.Test.Count).ShouldBe((true, 40, true, 20));
        mnist.Train.Image(0).Pixels.ToArray().ShouldNotBe(mnist.Test.Image(0).Pixels.ToArray());
        mnist.Notes.ShouldHaveSingleItem().ShouldContain("these are synthetic digits");
        recorder.Notes.ShouldBe(mnist.Notes);
    }

    [Fact]
    public async Task LoadAsync_WrongFileWithFallback_IsStillAnError()
    {
        foreach (MnistFile file in MnistFile.All)
        {
            await File.WriteAllBytesAsync(folder.At(file.GzipName), [], cancellation);
        }

        await Should.ThrowAsync<MnistFileException>(
            () => Mnist.LoadAsync(Only(folder.Path) with { FallBackToSynthetic = true }, null, cancellation));
    }

    [Fact]
    public async Task VerifyAsync_OneWrongOneMissing_ReportsEach()
    {
        Assert.SkipUnless(RealData.HasMnist, RealData.NeedsMnist);
        CopyRealFiles();
        File.Delete(folder.At(MnistFile.TestImages.GzipName));
        await File.WriteAllBytesAsync(folder.At(MnistFile.TestLabels.GzipName), [], cancellation);

        IReadOnlyList<MnistFileReport> reports = await Mnist.VerifyAsync(folder.Path, cancellation);

        reports.Select(report => report.IsGood).ShouldBe([true, true, false, false]);
        reports[0].Sha256.ShouldBe(MnistFile.TrainImages.GzipSha256);
        reports[2].Problem.ShouldNotBeNull().ShouldContain("is missing");
        reports[3].Problem.ShouldNotBeNull().ShouldContain("an empty file");
    }

    [Fact]
    public async Task LoadAsync_NamedFolderHoldsAPart_SaysSoAndTakesTheNext()
    {
        Assert.SkipUnless(RealData.HasMnist, RealData.NeedsMnist);
        await File.WriteAllBytesAsync(folder.At("named", "mnist", MnistFile.TestLabels.GzipName), [], cancellation);
        var recorder = new Recorder();
        var options =
            new MnistOptions { Offline = true, Folders = new DataFolders(folder.At("named"), RealData.Folder, folder.At("cache")) };

        MnistData mnist = await Mnist.LoadAsync(options, recorder, cancellation);

        mnist.Source.ShouldBe(MnistSource.Repository);
        mnist.Notes.ShouldHaveSingleItem().ShouldContain("holds a part of MNIST only: it lacks train-images-idx3-ubyte.gz");
        recorder.Reports[0].ShouldBe(new DataProgress(DataStage.Note, mnist.Notes[0]));
        recorder.Reports.Count(report => report.Stage == DataStage.Reading).ShouldBe(4);
    }

    [Fact]
    public async Task LoadAsync_Cancelled_Stops()
    {
        Assert.SkipUnless(RealData.HasMnist, RealData.NeedsMnist);

        await Should.ThrowAsync<OperationCanceledException>(
            () => Mnist.LoadAsync(Only(RealData.Mnist), null, new CancellationToken(canceled: true)));
    }

    private MnistOptions Only(string mnist) => new()
    {
        Folder = mnist,
        Folders = new DataFolders(null, null, folder.At("cache")),
        Offline = true,
    };

    private void CopyRealFiles()
    {
        foreach (MnistFile file in MnistFile.All)
        {
            File.Copy(Path.Combine(RealData.Mnist, file.GzipName), folder.At(file.GzipName));
            File.SetAttributes(folder.At(file.GzipName), FileAttributes.Normal);
        }
    }

    private async Task ShouldRefuseAsync(MnistFileProblem problem, string found)
    {
        MnistFileException error =
            await Should.ThrowAsync<MnistFileException>(() => Mnist.LoadAsync(Only(folder.Path), null, cancellation));
        error.Problem.ShouldBe(problem);
        error.File.ShouldBe(folder.At(MnistFile.TestLabels.GzipName));
        error.Found.ShouldContain(found);
        error.Message.ShouldContain("Delete that file and run `digits data fetch`");
    }
}
