using System.Collections;
using System.Text;
using CodexPooler.ServiceDefaults.Secrets;
using Microsoft.Extensions.Logging.Abstractions;

namespace CodexPooler.ServiceDefaults.Logging;

/// <summary>What of a log entry may be shown: by type first, by shape second.</summary>
internal static class RedactedEntry
{
    private const string Template = "{OriginalFormat}";

    public static string Message<TState>(in LogEntry<TState> entry)
    {
        if (entry.State is IReadOnlyList<KeyValuePair<string, object?>> values && values.Any(value => HoldsSecret(value.Value)))
        {
            return Redaction.Scrub(Render(values));
        }

        return Redaction.Scrub(entry.Formatter(entry.State, null));
    }

    public static IEnumerable<KeyValuePair<string, string>> Values(object? state)
    {
        if (state is not IEnumerable<KeyValuePair<string, object?>> values) yield break;
        foreach (var (name, value) in values)
        {
            if (name != Template) yield return new(name, Value(value));
        }
    }

    public static string? Error(Exception? exception) => exception is null ? null : Redaction.Scrub(exception.ToString());

    private static string Value(object? value) =>
        HoldsSecret(value) ? Redaction.Mask : Redaction.Scrub(Convert.ToString(value, null) ?? string.Empty);

    private static bool HoldsSecret(object? value) => value switch
    {
        ISecret => true,
        null or string => false,
        IEnumerable many => many.Cast<object?>().Any(HoldsSecret),
        _ => false,
    };

    // The logger's own formatter would call ToString on the secret, so its template is filled in here instead.
    private static string Render(IReadOnlyList<KeyValuePair<string, object?>> values)
    {
        var template = values.FirstOrDefault(value => value.Key == Template).Value as string ?? string.Empty;
        var text = new StringBuilder(template);
        foreach (var (name, value) in values)
        {
            if (name != Template) text.Replace("{" + name + "}", Value(value));
        }

        return text.ToString();
    }
}
