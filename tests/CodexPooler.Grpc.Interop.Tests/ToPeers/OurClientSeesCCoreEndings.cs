using CodexPooler.Grpc.Interop.Tests.Peers;

namespace CodexPooler.Grpc.Interop.Tests.ToPeers;

public sealed class OurClientSeesCCoreEndings(CCoreFixture fixture) : EndingsOfOurCalls(fixture), IClassFixture<CCoreFixture>;
