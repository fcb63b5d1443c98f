using System.Globalization;

namespace CodexPooler.Bench;

/// <summary>Options written as <c>--name number</c>.</summary>
internal sealed class BenchArguments(string[] arguments)
{
    public double Number(string name, double fallback)
    {
        var at = Array.IndexOf(arguments, $"--{name}");
        if (at < 0)
            return fallback;
        var text = arguments.ElementAtOrDefault(at + 1);
        if (double.TryParse(text, CultureInfo.InvariantCulture, out var value) && value > 0)
            return value;
        throw new ArgumentException($"--{name} needs a number above zero.");
    }
}
