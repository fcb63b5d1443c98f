namespace CodexPooler.Grpc.Interop.Tests.Peers;

public sealed class CCoreFixture() : PeerFixture(PeerPrograms.CCore);
