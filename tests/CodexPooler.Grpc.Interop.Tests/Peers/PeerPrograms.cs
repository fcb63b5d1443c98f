using CodexPooler.Grpc.Interop.Tests.V1;
using CodexPooler.Testing.Npm;

namespace CodexPooler.Grpc.Interop.Tests.Peers;

/// <summary>How each peer is started; <c>tls</c> is a PEM certificate and its key.</summary>
internal static class PeerPrograms
{
    public static PeerProgram GrpcJs() => GrpcJs([]);

    public static PeerProgram GrpcJs(params string[] tls) =>
        new("node", [Beside("peers", "peer.mjs"), NpmCache.Require("grpc"), Beside("protos", "interop.proto"), .. tls]);

    public static PeerProgram CCore() => CCore([]);

    // Debian's interpreter by its path: another python3 may come first on the PATH, without the grpc package.
    public static PeerProgram CCore(params string[] tls) =>
        new("/usr/bin/python3",
            ["-B", Beside("peers", "peer.py"), Convert.ToBase64String(InteropReflection.Descriptor.SerializedData.Span), .. tls]);

    private static string Beside(params string[] path) => Path.Combine([AppContext.BaseDirectory, .. path]);
}
