using CodexPooler.Testing.Npm;
using CodexPooler.Testing.Parts;

namespace CodexPooler.Grpc.Interop.Tests.Peers;

/// <summary>A fact that runs against the grpc-js and the C-core peer.</summary>
internal sealed class PeerFactAttribute() : PartFactAttribute(Missing())
{
    private static string? Missing()
    {
        if (NpmCache.Find("grpc") is null)
            return "@grpc/grpc-js is not installed: run tests/npm/install.sh grpc";
        if (!Directory.Exists("/usr/lib/python3/dist-packages/grpc"))
            return "The C-core peer is missing: apt-get install python3-grpcio python3-protobuf";
        return TestParts.FindProgram("node") is null ? "node is not on the PATH: install Node.js 20 or newer" : null;
    }
}
