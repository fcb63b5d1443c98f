using System.Text;

namespace CodexPooler.Edge.Upstream.Plain;

/// <summary>The names of headers as text. Those of every answer are there already.</summary>
internal static class HeaderNames
{
    private static readonly string[] Usual =
    [
        "content-type", "content-length", "transfer-encoding", "connection", "date", "server", "cache-control", "openai-model",
        "openai-version", "openai-processing-ms", "x-codex-turn-state", "x-reasoning-included", "x-oai-request-id",
    ];

    public static string Of(ReadOnlySpan<byte> name)
    {
        foreach (var usual in Usual)
            if (usual.Length == name.Length && Ascii.EqualsIgnoreCase(name, usual))
                return usual;
        return Encoding.Latin1.GetString(name);
    }
}
