using System.Globalization;
using CodexPooler.Cli.Parsing;
using CodexPooler.Contracts.Directory.V1;
using Google.Protobuf.Reflection;

namespace CodexPooler.Cli.Keys;

/// <summary>Limits that replace a key's own for one model: <c>gpt-5.5:tokens-per-day=100000</c>.</summary>
internal static class ModelLimits
{
    private const string Dollars = "dollars-";
    private const decimal MicroDollars = 1_000_000;

    public static string Help { get; } =
        $"For one model instead of the key's own, MODEL:LIMIT=NUMBER; LIMIT is {string.Join(", ", Names)}; MODEL:none=0 for none";

    private static IEnumerable<string> Names => KeyLimits.Descriptor.Fields.InDeclarationOrder().Select(NameOf);

    public static void Apply(ApiKey key, IEnumerable<string> texts)
    {
        foreach (var (what, number) in Pairs.Read("--model-limit", texts))
        {
            var at = what.LastIndexOf(':');
            if (at <= 0) throw Wrong($"'{what}' must look like MODEL:LIMIT");
            var (model, name) = (what[..at], what[(at + 1)..]);
            if (name == "none") key.ModelLimits.Remove(model);
            else Set(key, model, name, number);
        }
    }

    private static void Set(ApiKey key, string model, string name, string number)
    {
        var field = KeyLimits.Descriptor.Fields.InDeclarationOrder().FirstOrDefault(field => NameOf(field) == name)
            ?? throw Wrong($"'{name}' must be one of {string.Join(", ", Names)}");
        var value = Read(number, name.StartsWith(Dollars, StringComparison.Ordinal) ? MicroDollars : 1, field);
        if (!key.ModelLimits.TryGetValue(model, out var limits)) key.ModelLimits[model] = limits = new();
        field.Accessor.SetValue(limits, field.FieldType == FieldType.Int32 ? (object)(int)value : value);
    }

    private static long Read(string number, decimal unit, FieldDescriptor field)
    {
        var largest = field.FieldType == FieldType.Int32 ? int.MaxValue : long.MaxValue;
        if (!decimal.TryParse(number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            || value > largest / unit)
            throw Wrong($"'{number}' is not a number from 0 on");
        return value * unit % 1 == 0
            ? (long)(value * unit)
            : throw Wrong(unit == 1 ? $"'{number}' must be a whole number" : $"'{number}' has more than six decimals");
    }

    private static string NameOf(FieldDescriptor field) =>
        field.Name.Replace("micro_dollars", "dollars", StringComparison.Ordinal).Replace('_', '-');

    private static CliException Wrong(string what) => new(ExitCode.Usage, $"--model-limit: {what}.");
}
