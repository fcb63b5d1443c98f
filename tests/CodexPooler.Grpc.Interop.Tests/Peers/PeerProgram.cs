namespace CodexPooler.Grpc.Interop.Tests.Peers;

/// <summary>What to start for a peer.</summary>
internal sealed record PeerProgram(string File, params string[] Arguments);
