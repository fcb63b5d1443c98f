using CodexPooler.Grpc.Interop.Tests.Peers;

namespace CodexPooler.Grpc.Interop.Tests.ToPeers;

public sealed class OurClientCallsGrpcJs(GrpcJsFixture fixture) : OurCalls(fixture), IClassFixture<GrpcJsFixture>;
