using System.Text;

namespace Dapr;

/// <summary>Builds request paths. The sidecar query-unescapes path parameters, so every one of them is escaped as data.</summary>
internal static class SidecarPath
{
    public static string Segment(string value, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(value, name);
        // Escaping leaves dots alone and both ends clean paths, so these two would silently address something else.
        if (value is "." or "..")
            throw new ArgumentException($"'{value}' cannot be part of a sidecar path.", name);
        return Uri.EscapeDataString(value);
    }

    public static string WithQuery(
        string path, IReadOnlyDictionary<string, string>? metadata, params ReadOnlySpan<(string Name, string? Value)> extras)
    {
        var builder = new StringBuilder(path);
        var separator = '?';
        foreach (var (name, value) in extras)
        {
            if (value is not null)
                Append(name, value);
        }

        foreach (var (name, value) in metadata ?? System.Collections.ObjectModel.ReadOnlyDictionary<string, string>.Empty)
            Append("metadata." + name, value);
        return builder.ToString();

        void Append(string name, string value)
        {
            builder.Append(separator).Append(Uri.EscapeDataString(name)).Append('=').Append(Uri.EscapeDataString(value));
            separator = '&';
        }
    }
}
