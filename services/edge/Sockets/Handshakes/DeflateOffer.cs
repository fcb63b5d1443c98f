using System.Globalization;
using Microsoft.Extensions.Primitives;

namespace CodexPooler.Edge.Sockets.Handshakes;

/// <summary>
/// Answers offers of permessage-deflate (RFC 7692 §7.1). Clients may send compressed messages, each for itself; the gateway's own
/// are small and many, and go out as they are, which every agreement allows.
/// </summary>
internal static class DeflateOffer
{
    private const string Name = "permessage-deflate";
    private const string NoServerContext = "server_no_context_takeover";
    private const string NoClientContext = "client_no_context_takeover";

    /// <summary>What to answer; null where nothing acceptable is offered.</summary>
    public static string? Answer(StringValues offers)
    {
        foreach (var header in offers)
            foreach (var offer in (header ?? "").Split(','))
                if (AnswerOne(offer.Split(';', StringSplitOptions.TrimEntries)) is { } answer)
                    return answer;
        return null;
    }

    private static string? AnswerOne(string[] parts)
    {
        if (!parts[0].Equals(Name, StringComparison.OrdinalIgnoreCase)) return null;
        var answer = $"{Name}; {NoClientContext}";
        var seen = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var parameter in parts.Skip(1))
        {
            var (name, value) = parameter.Split('=', 2, StringSplitOptions.TrimEntries) is [var left, var right]
                ? (left, right.Trim('"'))
                : (parameter, null);
            if (!seen.Add(name)) return null;
            switch (name.ToLowerInvariant())
            {
                case NoClientContext when value is null:
                case "client_max_window_bits" when value is null || IsWindow(value):
                    break;
                case NoServerContext when value is null:
                    answer += $"; {NoServerContext}";
                    break;
                case "server_max_window_bits" when value is not null && IsWindow(value):
                    answer += $"; server_max_window_bits={value}";
                    break;
                default:
                    return null;
            }
        }

        return answer;
    }

    private static bool IsWindow(string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var bits) && bits is >= 8 and <= 15;
}
