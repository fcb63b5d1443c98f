using CodexPooler.Grpc.Interop.Tests.Peers;

namespace CodexPooler.Grpc.Interop.Tests.FromPeers;

public sealed class CCoreCallsOurServer(CCoreFixture fixture) : CallsToOurServer(fixture), IClassFixture<CCoreFixture>;
