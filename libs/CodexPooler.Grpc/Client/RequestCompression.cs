using CodexPooler.Grpc.Wire;
using Grpc.Core;

namespace CodexPooler.Grpc.Client;

internal readonly record struct RequestCompression(bool Gzip)
{
    public static RequestCompression Of(CallOptions options)
    {
        var wanted = options.Headers?.GetValue(WireNames.RequestEncodingOption);
        return wanted switch
        {
            null or WireNames.Identity => default,
            WireNames.Gzip => new RequestCompression(Gzip: true),
            _ => throw new ArgumentException(
                $"Requests cannot be compressed with '{wanted}'; use gzip or identity.", nameof(options)),
        };
    }

    public bool Applies(WriteOptions? options) => Gzip && ((options?.Flags ?? WriteFlags.None) & WriteFlags.NoCompress) == 0;
}
