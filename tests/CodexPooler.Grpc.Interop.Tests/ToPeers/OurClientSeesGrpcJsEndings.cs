using CodexPooler.Grpc.Interop.Tests.Peers;

namespace CodexPooler.Grpc.Interop.Tests.ToPeers;

public sealed class OurClientSeesGrpcJsEndings(GrpcJsFixture fixture) : EndingsOfOurCalls(fixture), IClassFixture<GrpcJsFixture>;
