using CodexPooler.Grpc.Interop.Tests.Peers;

namespace CodexPooler.Grpc.Interop.Tests.ToPeers;

public sealed class OurClientCallsCCore(CCoreFixture fixture) : OurCalls(fixture), IClassFixture<CCoreFixture>;
