namespace CodexPooler.Grpc.Interop.Tests.Peers;

public sealed class GrpcJsFixture() : PeerFixture(PeerPrograms.GrpcJs);
