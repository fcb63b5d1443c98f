using Grpc.Core;

namespace CodexPooler.Grpc.Tests.TestData;

internal sealed record RawAnswer(
    int HttpStatus, Dictionary<string, string> Headers, Dictionary<string, string> Trailers, byte[] Body)
{
    public StatusCode? Status => Find("grpc-status") is { } text ? (StatusCode)int.Parse(text) : null;

    public string Message => Find("grpc-message") ?? "";

    public bool IsTrailersOnly => Headers.ContainsKey("grpc-status");

    private string? Find(string name) => Headers.GetValueOrDefault(name) ?? Trailers.GetValueOrDefault(name);
}
