namespace CodexPooler.Grpc.Interop.Tests.Malformed;

/// <summary>What came back for raw bytes; the gRPC status as the number on the wire.</summary>
internal sealed record RawAnswer(int Http, string? Status, string? Message, string? AcceptEncoding, byte[] Body);
