using CodexPooler.Grpc.Wire;
using Grpc.Core;
using Microsoft.AspNetCore.Http;

namespace CodexPooler.Grpc.Server;

internal static class RequestMetadata
{
    public static Metadata Read(IHeaderDictionary headers)
    {
        var metadata = new Metadata();
        foreach (var (name, values) in headers)
        {
            foreach (var value in values) MetadataCodec.Receive(metadata, name, value ?? "");
        }

        return metadata.Freeze();
    }
}
