using HandwrittenDigits.Imaging;
using HandwrittenDigits.Modeling;
using HandwrittenDigits.Training;
using HandwrittenDigits.Training.Sweeps;

namespace HandwrittenDigits.Tests.Training.Sweeps;

public sealed class SweepDefinitionTests
{
    [Fact]
    public void Grid_WithSeeds_IsEveryCombinationWithEverySeed()
    {
        SweepDefinition sweep = Parse("""
            {
              "base": { "epochs": 2 }, "grid": { "network": ["small", "wide"], "augmentation.shear": [0, 0.1, 0.2] },
              "seeds": [5, 6], /* by hand */
            }
            """);

        sweep.Tasks.Count.ShouldBe(12);
        sweep.Tasks.Select(task => task.Number).ShouldBe(Enumerable.Range(1, 12));
        sweep.Tasks.ShouldAllBe(task => task.Options.Epochs == 2);
        SweepTask fourth = sweep.Tasks[3];
        fourth.Options.Network.ShouldBe(DigitCnnOptions.Small);
        fourth.Options.Augmentation.Shear.ShouldBe(0.1);
        fourth.Options.Seed.ShouldBe(6);
        fourth.Description.ShouldBe("augmentation.shear=0.1, network=small, seed=6");
        fourth.Configuration.ShouldBe("augmentation.shear=0.1, network=small");
    }

    [Fact]
    public void Random_WithMoreRuns_BeginsWithTheSameOnesAndStaysInItsRanges()
    {
        static string Search(int runs) => $$"""
            { "random": { "runs": {{runs}}, "seed": 3, "options": {
              "learningRate": { "from": 0.0001, "to": 0.1, "scale": "log" }, "dropout": { "from": 0, "to": 0.5 },
              "batchSize": { "from": 16, "to": 18 }, "schedule": ["oneCycle", "cosine"] } } }
            """;

        SweepDefinition few = Parse(Search(10));
        SweepDefinition many = Parse(Search(200));

        many.Tasks.Take(10).Select(task => task.Options).ShouldBe(few.Tasks.Select(task => task.Options));
        many.Tasks.ShouldAllBe(
            task => task.Options.LearningRate >= 0.0001 && task.Options.LearningRate <= 0.1 && task.Options.Dropout <= 0.5);
        many.Tasks.Select(task => task.Options.BatchSize).Distinct().Order().ShouldBe([16, 17, 18]);
        many.Tasks.Select(task => task.Options.Schedule).Distinct().Count().ShouldBe(2);

        // Half of a logarithmic range of three decades lies below its geometric mean.
        many.Tasks.Count(task => task.Options.LearningRate < 0.00316).ShouldBeInRange(70, 130);
    }

    [Fact]
    public void List_WithTheSameTrainingTwice_HasItOnce() =>
        Parse("""{ "list": [ { "epochs": 3 }, { "epochs": 4 }, { "epochs": 3, "seed": 1 } ] }""")
            .Tasks.Select(task => task.Options.Epochs).ShouldBe([3, 4]);

    [Fact]
    public void Name_OfATraining_FollowsFromOptionsAndDataAlone()
    {
        SweepTask task = Parse("""{ "grid": { "learningRate": [0.003] } }""").Tasks[0];

        Parse("""{ "list": [ { "epochs": 2 }, { "learningRate": 0.003 } ], "parallel": 2 }""").Tasks[1].Name.ShouldBe(task.Name);
        Parse("""{ "base": { "epochs": 10 }, "grid": { "learningRate": [0.003] } }""").Tasks[0].Name.ShouldBe(
            task.Name, "10 epochs are the default");
        Parse("""{ "data": { "trainingImages": 100 }, "grid": { "learningRate": [0.003] } }""").Tasks[0].Name.ShouldNotBe(task.Name);
        Parse("""{ "grid": { "learningRate": [0.004] } }""").Tasks[0].Name.ShouldNotBe(task.Name);
    }

    [Fact]
    public void Grid_OverANetworkOfOnesOwn_HasItsLayersAndANameOfItsOwn()
    {
        const string Layers = """
            { "layers": [
              { "kind": "flatten", "name": "0" }, { "kind": "linear", "name": "1", "in": 784, "out": 10, "bias": true } ] }
            """;

        SweepDefinition sweep = Parse($$"""{ "networks": { "linear": {{Layers}} }, "grid": { "network": ["linear", "small"] } }""");

        sweep.Tasks[0].Network.ShouldNotBeNull().ParameterCount.ShouldBe(7850);
        sweep.Tasks[0].Options.Network.ShouldBeNull();
        sweep.Tasks[0].Description.ShouldBe("network=linear");
        sweep.Tasks[1].Network.ShouldBeNull();
        sweep.Tasks[1].Options.Network.ShouldBe(DigitCnnOptions.Small);
        Parse("""{ "grid": { "network": ["small"] } }""").Tasks[0].Name.ShouldBe(sweep.Tasks[1].Name);
        string named = Parse($$"""{ "networks": { "other": {{Layers}} }, "base": { "network": "other" }, "seeds": [1] }""").Tasks[0].Name;
        named.ShouldBe(sweep.Tasks[0].Name, "a training's name follows from the layers, not from what the file calls them");
        string more = Layers.Replace("\"bias\": true", "\"bias\": false", StringComparison.Ordinal);
        Parse($$"""{ "networks": { "linear": {{more}} }, "grid": { "network": ["linear"] } }""").Tasks[0].Name
            .ShouldNotBe(sweep.Tasks[0].Name);
    }

    [Fact]
    public void Options_ThatCanBeVaried_AreAllThatThereAre() =>
        OptionPaths.All.Select(name => name.ToLowerInvariant()).Order().ShouldBe(
            typeof(TrainingOptions).GetProperties().Select(option => option.Name)
                .Concat(typeof(AugmentationOptions).GetProperties().Where(option => option.CanWrite)
                    .Select(option => $"augmentation.{option.Name}"))
                .Select(name => name.ToLowerInvariant()).Order());

    [Theory]
    [InlineData("""{ "grid": { "learnigRate": [1] } }""", "'learnigRate' is no option of training")]
    [InlineData("""{ "base": { "augmentation": { "sheer": 1 } }, "seeds": [1] }""", "'augmentation.sheer' is no option")]
    [InlineData("""{ "grid": { } }""", "'grid' is empty")]
    [InlineData("""{ "grid": { "learningRate": [] } }""", "no values for 'learningRate'")]
    [InlineData("""{ "grid": { "learningRate": 0.01 } }""", "no values for 'learningRate'")]
    [InlineData("""{ "grid": { "learningRate": [0.01, -1] } }""", "training 2 (learningRate=-1): LearningRate is -1")]
    [InlineData("""{ "grid": { "epochs": ["many"] } }""", "'epochs' is not of the option's kind")]
    [InlineData("""{ "grid": { "network": ["huge"] } }""", "there is no network 'huge'")]
    [InlineData(
        """{ "random": { "runs": 3, "options": { "learningRate": { "from": 0, "to": 1, "scale": "log" } } } }""",
        "'learningRate' has no range")]
    [InlineData("""{ "random": { "runs": 3, "options": { } } }""", "'random.options' is empty")]
    [InlineData("""{ "random": { "runs": 0, "options": { "seed": [1] } } }""", "'random.runs' is 0")]
    [InlineData("""{ "list": [] }""", "'list' is empty")]
    [InlineData("""{ "grid": { "seed": [1, 2] }, "seeds": [1] }""", "give one of them")]
    [InlineData("""{ "grid": { "epochs": [1] }, "list": [ {} ] }""", "give one of 'grid'")]
    [InlineData("""{ "base": { "epochs": 3 } }""", "nothing is varied")]
    [InlineData("""{ "seeds": [1], "paralel": 2 }""", "'paralel' does not belong")]
    [InlineData("""{ "seeds": [1], "parallel": 0 }""", "'parallel' is 0")]
    [InlineData("""{ "seeds": [1], "data": { "validation": 2 } }""", "'data.validation' is 2")]
    [InlineData("""{ "seeds": [1], "name": "../x" }""", "can't be a folder's name")]
    [InlineData("""{ "networks": { "mine": { "layers": [] } }, "seeds": [1] }""", "'mine' in 'networks' describes no network")]
    [InlineData("""{ "base": { "network": null }, "seeds": [1] }""", "'network' is null")]
    [InlineData("""{ "networks": { "wide": { "layers": [] } }, "seeds": [1] }""", "choose another")]
    [InlineData(
        """
        { "networks": { "a": { "layers": [
            { "kind": "flatten", "name": "0" }, { "kind": "linear", "name": "1", "in": 784, "out": 10, "bias": true } ] } },
          "base": { "network": "a", "dropout": 0.1 }, "seeds": [1] }
        """,
        "dropout is for the library's own networks")]
    [InlineData("not json", "invalid")]
    public void Parse_OfNoSweep_SaysWhereItIsWrong(string text, string expected) =>
        Should.Throw<SweepFileException>(() => Parse(text)).Message.ShouldContain(expected);

    [Fact]
    public void Halving_OfNineEpochs_HasItsRungsAndSurvivors()
    {
        new SweepHalving(1, 3).Rungs(9).ShouldBe([1, 3]);
        new SweepHalving(2, 2).Rungs(9).ShouldBe([2, 4, 8]);
        new SweepHalving(1, 3).Survivors(10).ShouldBe(4);
        new SweepHalving(1, 3).Survivors(1).ShouldBe(1);
    }

    private static SweepDefinition Parse(string text) => SweepDefinition.Parse(text, "test");
}
