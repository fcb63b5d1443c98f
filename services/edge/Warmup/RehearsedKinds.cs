using CodexPooler.Edge.Bodies.Decoders;
using CodexPooler.Edge.Warmup.Clients;

namespace CodexPooler.Edge.Warmup;

/// <summary>What clients do most: their code is what a turn waits for.</summary>
internal static class RehearsedKinds
{
    private const double Large = 0.1;
    private const string Responses = "/backend-api/codex/responses";

    public static IReadOnlyList<RehearsedKind> All { get; } =
    [
        Request(1, Responses + "/compact", () => RehearsalBodies.Small(stream: false)),
        Request(1, Responses, () => RehearsalBodies.Small(stream: true)),
        new(1, (edge, key, http) => new SocketClient(http, new(edge, Responses), key, RehearsalBodies.Message())),
        Request(Large, Responses, RehearsalBodies.Large),
        .. ZstdDecoder.IsAvailable
            ? [Request(Large, Responses, () => ZstdPacker.Pack(RehearsalBodies.Large()), "zstd")]
            : (RehearsedKind[])[],
    ];

    /// <summary>Turns of all kinds together.</summary>
    public static int Count(int turns) => All.Sum(kind => kind.Count(turns));

    // Bodies live as long as whoever sends them.
    private static RehearsedKind Request(double share, string path, Func<byte[]> body, string? encoding = null) =>
        new(share, (edge, key, http) => new RequestClient(http, new(edge, path), key, body(), encoding));
}
