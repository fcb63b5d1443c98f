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
        return at + 1 < arguments.Length && double.TryParse(arguments[at + 1], CultureInfo.InvariantCulture, out var value) && value > 0
            ? value
            : throw new ArgumentException($"--{name} needs a number above zero.");
    }
}
