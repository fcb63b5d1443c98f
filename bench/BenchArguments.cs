using System.Globalization;

namespace CodexPooler.Bench;

/// <summary>Options written as <c>--name value</c>.</summary>
internal sealed class BenchArguments(string[] arguments)
{
    public string Text(string name, string fallback)
    {
        var at = Array.IndexOf(arguments, $"--{name}");
        return at < 0
            ? fallback
            : arguments.ElementAtOrDefault(at + 1) ?? throw new ArgumentException($"--{name} needs a value.");
    }

    /// <summary>What stands before the first option.</summary>
    public IReadOnlyList<string> Words() => [.. arguments.TakeWhile(word => !word.StartsWith("--", StringComparison.Ordinal))];

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
