using CsCheck;
using HandwrittenDigits.Evaluation;

namespace HandwrittenDigits.Tests.Evaluation;

public sealed class CalibrationTests
{
    [Fact]
    public void Measure_OfTwoPredictions_IsWhatTheFormulasGive()
    {
        // Confidence 0.9 and right; confidence 0.55 and wrong, with 0.05 for the true class.
        float[] logits = [.. Row(0, 0.9), .. Row(0, 0.55)];

        var calibration = Calibration.Measure(logits, [0, 3]);

        calibration.ExpectedCalibrationError.ShouldBe((0.1 + 0.55) / 2, 1e-6);
        calibration.NegativeLogLikelihood.ShouldBe(-(Math.Log(0.9) + Math.Log(0.05)) / 2, 1e-6);
        double first = (0.1 * 0.1) + (9 * Math.Pow(0.1 / 9, 2));
        double second = (0.55 * 0.55) + (8 * 0.05 * 0.05) + (0.95 * 0.95);
        calibration.BrierScore.ShouldBe((first + second) / 2, 1e-6);
        calibration.Bins.Count.ShouldBe(15);
        calibration.Bins.Where(bin => bin.Count > 0).Select(bin => (bin.Count, bin.Accuracy)).ShouldBe([(1, 0.0), (1, 1.0)]);
    }

    [Fact]
    public void Measure_OfCertainty_IsInTheLastBin()
    {
        var calibration = Calibration.Measure([1000f, 0, 0, 0, 0, 0, 0, 0, 0, 0], [1]);

        calibration.Bins[^1].Count.ShouldBe(1);
        calibration.NegativeLogLikelihood.ShouldBe(1000, 1e-6);
        calibration.ExpectedCalibrationError.ShouldBe(1, 1e-6);
    }

    [Theory]
    [InlineData(0.5)]
    [InlineData(1)]
    [InlineData(3)]
    public void Fit_OnLabelsDrawnAtATemperature_FindsIt(double temperature)
    {
        const int Count = 20_000;
        var random = new Random(3);
        byte[] labels = new byte[Count];
        float[] logits = new float[Count * 10];
        for (int i = 0; i < Count; i++)
        {
            double[] powers = new double[10];
            for (int digit = 0; digit < 10; digit++)
            {
                logits[(i * 10) + digit] = (float)(random.NextDouble() * 6);
                powers[digit] = Math.Exp(logits[(i * 10) + digit] / temperature);
            }

            double at = random.NextDouble() * powers.Sum();
            while (labels[i] < 9 && (at -= powers[labels[i]]) > 0)
            {
                labels[i]++;
            }
        }

        double fitted = TemperatureScaling.Fit(logits, labels);

        fitted.ShouldBe(temperature, temperature * 0.05);
        Calibration.Measure(logits, labels, fitted).ExpectedCalibrationError.ShouldBeLessThan(0.015);
    }

    [Fact]
    public void Fit_NeverRaisesTheLoss() =>
        Gen.Select(Gen.Float[-8, 8].Array[200], Gen.Byte[0, 9].Array[20]).Sample((logits, labels) =>
        {
            double fitted = TemperatureScaling.Fit(logits, labels);

            fitted.ShouldBeInRange(TemperatureScaling.Lowest - 1e-9, TemperatureScaling.Highest + 1e-9);
            double loss = Calibration.Measure(logits, labels, fitted).NegativeLogLikelihood;
            loss.ShouldBeLessThanOrEqualTo(Calibration.Measure(logits, labels).NegativeLogLikelihood + 1e-9);
        });

    [Fact]
    public void Fit_OfAlwaysRightAndAlwaysWrong_StaysInItsBounds()
    {
        float[] logits = [5f, 0, 0, 0, 0, 0, 0, 0, 0, 0];

        TemperatureScaling.Fit(logits, [0]).ShouldBe(TemperatureScaling.Lowest, 1e-6);
        TemperatureScaling.Fit(logits, [1]).ShouldBe(TemperatureScaling.Highest, 1e-2);
    }

    private static float[] Row(int digit, double probability)
    {
        float[] row = new float[10];
        Array.Fill(row, (float)Math.Log((1 - probability) / 9));
        row[digit] = (float)Math.Log(probability);
        return row;
    }
}
