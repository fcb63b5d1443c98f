using CodexPooler.Grpc.Interop.Tests.Peers;

namespace CodexPooler.Grpc.Interop.Tests.FromPeers;

public sealed class GrpcJsSeesOurServersEndings(GrpcJsFixture fixture)
    : EndingsFromOurServer(fixture), IClassFixture<GrpcJsFixture>;
