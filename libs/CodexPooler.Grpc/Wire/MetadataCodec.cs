using System.Collections.Frozen;
using Grpc.Core;

namespace CodexPooler.Grpc.Wire;

internal static class MetadataCodec
{
    private static readonly FrozenSet<string> HttpNames = FrozenSet.ToFrozenSet(
        [
            "content-type", "te", "host", "content-length", "transfer-encoding", "connection", "trailer", "upgrade",
            "keep-alive", "proxy-connection",
        ],
        StringComparer.OrdinalIgnoreCase);

    public static string Encode(Metadata.Entry entry) =>
        entry.IsBinary ? BinaryHeader.Encode(entry.RawBytes) : entry.Value;

    /// <summary>Belongs to the protocol or to HTTP, so it is neither handed to the application nor taken from it.</summary>
    public static bool IsReserved(string name) =>
        name.StartsWith("grpc-", StringComparison.OrdinalIgnoreCase)
            ? !name.EndsWith(Metadata.BinaryHeaderSuffix, StringComparison.OrdinalIgnoreCase)
            : IsHttp(name);

    public static void Receive(Metadata target, string name, string value)
    {
        if (name.Length == 0 || name[0] == ':' || IsReserved(name)) return;
        var key = name.ToLowerInvariant();
        if (!key.EndsWith(Metadata.BinaryHeaderSuffix, StringComparison.Ordinal))
        {
            target.Add(Metadata.Entry.Received(key, value));
            return;
        }

        // HTTP may join repeated headers with commas; a comma is no base64 character.
        foreach (var part in value.Split(','))
        {
            if (!BinaryHeader.TryDecode(part, out var bytes))
                throw Failure.Internal($"The value of metadata '{key}' is not base64.");
            target.Add(Metadata.Entry.Received(key, bytes));
        }
    }

    private static bool IsHttp(string name) => HttpNames.Contains(name);
}
