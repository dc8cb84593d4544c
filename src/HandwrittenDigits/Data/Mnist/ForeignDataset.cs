using System.Security.Cryptography;

namespace HandwrittenDigits.Data;

/// <summary>Data sets that come in files of the same names and shapes as MNIST's.</summary>
internal static class ForeignDataset
{
    /// <summary>MD5 of the compressed files, as torchvision publishes them (torchvision/datasets/mnist.py).</summary>
    private static readonly Dictionary<string, string> Names = new()
    {
        ["8d4fb7e6c68d591d4c3dfef9ec88bf0d"] = "Fashion-MNIST (training images)",
        ["25c81989df183df01b3e8a0aad5dffbe"] = "Fashion-MNIST (training labels)",
        ["bef4ecab320f06d8554ea6380940ec79"] = "Fashion-MNIST (test images)",
        ["bb300cfdad3c16e7a12a480ee83cd310"] = "Fashion-MNIST (test labels)",
        ["bdb82020997e1d708af4cf47b453dcf7"] = "Kuzushiji-MNIST (training images)",
        ["e144d726b3acfaa3e44228e80efcd344"] = "Kuzushiji-MNIST (training labels)",
        ["5c965bf0a639b31b8f53240b1b52f4d7"] = "Kuzushiji-MNIST (test images)",
        ["7320c461ea6c1c855c0b718fb2a4b134"] = "Kuzushiji-MNIST (test labels)",
    };

    /// <summary>The name of the data set that a file belongs to, or null where it is not known.</summary>
    public static string? Identify(ReadOnlySpan<byte> file)
    {
        // MD5 only names a file here that SHA-256 has already refused; nothing is trusted because of it.
#pragma warning disable CA5351
        return Names.GetValueOrDefault(Convert.ToHexStringLower(MD5.HashData(file)));
#pragma warning restore CA5351
    }
}
