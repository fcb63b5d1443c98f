using CodexPooler.Grpc.Interop.Tests.Peers;

namespace CodexPooler.Grpc.Interop.Tests.FromPeers;

public sealed class GrpcJsCallsOurServer(GrpcJsFixture fixture) : CallsToOurServer(fixture), IClassFixture<GrpcJsFixture>;
