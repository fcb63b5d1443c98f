namespace CodexPooler.Grpc.Interop.Tests.Peers;

/// <summary>A Reply of interop.proto as a peer's client saw it.</summary>
internal sealed record PeerReply(string Text, int Index, string ReceivedSha256, long DeadlineLeftMs, int Size, string Sha256);
