using CodexPooler.Grpc.Interop.Tests.Peers;

namespace CodexPooler.Grpc.Interop.Tests.FromPeers;

public sealed class CCoreSeesOurServersEndings(CCoreFixture fixture) : EndingsFromOurServer(fixture), IClassFixture<CCoreFixture>;
