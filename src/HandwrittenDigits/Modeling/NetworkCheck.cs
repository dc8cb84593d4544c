using System.Collections;
using System.Reflection;
using System.Runtime.InteropServices;
using HandwrittenDigits.Data;
using HandwrittenDigits.Imaging;
using TorchSharp;
using TorchSharp.Modules;
using static TorchSharp.torch;
using static TorchSharp.torch.nn;

namespace HandwrittenDigits.Modeling;

/// <summary>Tells at once, in its author's terms, what would go wrong with a module in the middle of a run.</summary>
internal static class NetworkCheck
{
    // Two, since batch norm learns from no single image, and a shape of one hides what is summed over the batch.
    private const int Images = 2;

    /// <summary>Requires a network from <c>[N, 1, 28, 28]</c> to <c>[N, 10]</c> whose weights are registered.</summary>
    /// <exception cref="InvalidNetworkException">It is none.</exception>
    public static void Require(Module<Tensor, Tensor> network)
    {
        RequireRegistered(network, network.GetType().Name);
        if (!network.parameters().Any())
        {
            throw new InvalidNetworkException(
                $"{network.GetType().Name} has no parameters, so there is nothing to train. A module of your own registers its layers by "
                + "RegisterComponents() at the end of its constructor.");
        }

        if (network.parameters().FirstOrDefault(parameter => parameter.dtype != ScalarType.Float32) is { } other)
        {
            throw new InvalidNetworkException(
                $"A parameter of shape [{Shape(other)}] is {other.dtype}; images are Float32, so all have to be.");
        }

        using DisposeScope scope = NewDisposeScope();
        using IDisposable noGradients = no_grad();
        bool training = network.training;
        network.eval();
        Tensor output = Run(network, zeros([Images, 1, DigitImage.Side, DigitImage.Side], device: network.parameters().First().device));
        network.train(training);
        if (output.shape is not [Images, DigitDataset.ClassCount] || output.dtype != ScalarType.Float32)
        {
            throw new InvalidNetworkException(
                $"From {Images} images, [{Images}, 1, {DigitImage.Side}, {DigitImage.Side}], {network.GetType().Name} makes "
                + $"[{Shape(output)}] {output.dtype}; it has to be [{Images}, {DigitDataset.ClassCount}] Float32, a logit for each digit. "
                + Hint(output));
        }
    }

    private static string Hint(Tensor output) =>
        output.dim() > 2 ? "End it with Flatten() and a Linear layer to 10."
        : output.shape[0] != Images ? "Flatten() keeps the batch's axis; reshape(-1) does not."
        : $"Let its last layer be Linear(..., {DigitDataset.ClassCount}).";

    // A sequence is run layer by layer, so that the layer at fault can be named.
    private static Tensor Run(Module<Tensor, Tensor> module, Tensor input, string path = "")
    {
        if (module is TorchSharp.Modules.Sequential sequence)
        {
            foreach ((string name, nn.Module child) in sequence.named_children())
            {
                input = child is Module<Tensor, Tensor> layer
                    ? Run(layer, input, path.Length == 0 ? name : $"{path}.{name}")
                    : throw new InvalidNetworkException(
                        $"Layer {name} of the sequence, {child.GetType().Name}, takes no tensor, or gives none.");
            }

            return input;
        }

        try
        {
            return module.call(input);
        }
        catch (Exception e) when (e is ExternalException or ArgumentException or InvalidOperationException)
        {
            string what = path.Length == 0 ? module.GetType().Name : $"Layer {path}, {Describe(module)},";
            throw new InvalidNetworkException($"{what} can't take [{Shape(input)}]: {FirstLine(e.Message)}{Advice(module, input)}", e);
        }
    }

    private static string Advice(nn.Module module, Tensor input)
    {
        if (module is Linear linear)
        {
            if (input.dim() <= 2)
            {
                return $" Let it take {input.shape[^1]} features.";
            }

            long features = input.shape[1..].Aggregate(1L, (product, extent) => product * extent);
            return $" Put Flatten() before it, and let it take {features:N0} features.";
        }

        return module is Convolution && input.dim() == 4 ? $" Let it take {input.shape[1]} channels." : "";
    }

    private static string Describe(nn.Module module) => module switch
    {
        Linear linear => $"Linear({linear.in_features}, {linear.out_features})",
        Convolution convolution =>
            $"{module.GetType().Name}({convolution.in_channels}, {convolution.out_channels}, "
            + $"[{string.Join(", ", convolution.kernel_size)}])",
        NormBase norm => $"{module.GetType().Name}({norm.num_features})",
        _ => module.GetType().Name,
    };

    // RegisterComponents, or the base class's constructor, is easily forgotten, and what is not registered learns nothing, without a word.
    private static void RequireRegistered(nn.Module module, string path)
    {
        if (module.GetType().Assembly == typeof(nn.Module).Assembly && module is not TorchSharp.Modules.Sequential)
        {
            return;
        }

        var children = module.named_children().ToList();
        HashSet<object> registered = new(ReferenceEqualityComparer.Instance);
        registered.UnionWith(children.Select(child => child.Item2));
        registered.UnionWith(module.parameters(recurse: false));
        for (Type? type = module.GetType(); type is not null && type.Assembly != typeof(nn.Module).Assembly; type = type.BaseType)
        {
            foreach (FieldInfo field in type.GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            {
                RequireRegistered(field, field.GetValue(module), registered, path);
            }
        }

        foreach ((string name, nn.Module child) in children)
        {
            RequireRegistered(child, $"{path}.{name}");
        }
    }

    private static void RequireRegistered(FieldInfo field, object? value, HashSet<object> registered, string path)
    {
        string name = field.Name is ['<', .. var rest] ? rest[..rest.IndexOf('>', StringComparison.Ordinal)] : field.Name;
        switch (value)
        {
            case nn.Module or TorchSharp.Modules.Parameter when !registered.Contains(value):
                throw new InvalidNetworkException(
                    $"{path}.{name}, a {value.GetType().Name}, is not registered, so it would not be trained or saved: "
                    + "call RegisterComponents() at the end of the constructor.");
            case IEnumerable many and not (nn.Module or Tensor or string):
                if (many.OfType<nn.Module>().FirstOrDefault(item => !registered.Contains(item)) is { } unregistered)
                {
                    throw new InvalidNetworkException(
                        $"{path}.{name} holds a {unregistered.GetType().Name} in a list, which RegisterComponents() does not see, "
                        + "so it would not be trained or saved: use ModuleList(...), or register_module for each.");
                }

                break;
        }
    }

    private static string Shape(Tensor tensor) => string.Join(", ", tensor.shape);

    private static string FirstLine(string message)
    {
        string line = message.Split('\n')[0].Trim();
        return line.EndsWith('.') ? line : line + ".";
    }
}
