using System.CommandLine;
using CodexPooler.Cli.Connecting;
using Google.Protobuf;
using FieldMask = Google.Protobuf.WellKnownTypes.FieldMask;

namespace CodexPooler.Cli.Parsing;

/// <summary>Options that each set one field: what was typed becomes the change, and nothing else is touched.</summary>
internal sealed class FieldOptions<T>
    where T : IMessage<T>
{
    private readonly List<(Option Option, string Path, Action<Call, T> Set)> _fields = [];

    public Symbol[] Symbols => [.. _fields.Select(one => one.Option)];

    public FieldOptions<T> With<TValue>(Option<TValue> option, string path, Action<T, TValue> set)
    {
        _fields.Add((option, path, (call, target) => set(target, call.Get(option)!)));
        return this;
    }

    public FieldOptions<T> With<TValue>(string name, string description, string path, Action<T, TValue> set) =>
        With(new Option<TValue>(name) { Description = description }, path, set);

    public FieldMask Apply(Call call, T target)
    {
        var mask = new FieldMask();
        foreach (var (option, path, set) in _fields.Where(field => call.Has(field.Option)))
        {
            set(call, target);
            mask.Paths.Add(path);
        }

        return mask;
    }

    /// <summary>As <see cref="Apply"/>, but an edit that changes nothing is a mistake.</summary>
    public FieldMask RequireSome(Call call, T target)
    {
        var mask = Apply(call, target);
        if (mask.Paths.Count > 0) return mask;
        var names = string.Join(", ", _fields.Select(one => one.Option.Name));
        throw new CliException(ExitCode.Usage, $"Nothing to change. Give at least one of {names}.");
    }
}
