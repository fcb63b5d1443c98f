using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using CodexPooler.Grpc.Wire;
using Grpc.Core;

namespace CodexPooler.Grpc.Client;

internal static class ResponseMetadata
{
    public static Metadata Headers(HttpResponseMessage response) => Read(response.Headers);

    /// <summary>A response of headers only carries what would be its trailers there.</summary>
    public static Metadata Trailers(HttpResponseMessage response) =>
        Read(IsTrailersOnly(response) ? response.Headers : response.TrailingHeaders);

    public static string? Encoding(HttpResponseMessage response) => Value(response.Headers, WireNames.Encoding);

    public static void EnsureGrpc(HttpResponseMessage response)
    {
        var contentType = response.Content.Headers.NonValidated.TryGetValues("content-type", out var values)
            ? values.ToString()
            : null;
        if (response.StatusCode == HttpStatusCode.OK && contentType == WireNames.ContentType) return;
        if (Value(response.Headers, WireNames.Status) is not null) return;
        if (response.StatusCode != HttpStatusCode.OK)
            throw Failure.Of(
                HttpStatusMapping.FromHttp((int)response.StatusCode),
                $"The server answered HTTP {(int)response.StatusCode} instead of a gRPC response.");
        if (!WireNames.IsGrpcContentType(contentType))
            throw Failure.Of(
                StatusCode.Unknown, $"The server answered with content-type '{contentType}' instead of application/grpc.");
    }

    public static bool TryStatus(HttpResponseMessage response, out Status status)
    {
        HttpHeaders source = IsTrailersOnly(response) ? response.Headers : response.TrailingHeaders;
        status = Status.DefaultSuccess;
        if (Value(source, WireNames.Status) is not { } text) return false;
        if (text == "0") return true;
        var code = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= 16
            ? (StatusCode)number
            : StatusCode.Unknown;
        status = new Status(code, PercentEncoding.Decode(Value(source, WireNames.Message) ?? ""));
        return true;
    }

    private static bool IsTrailersOnly(HttpResponseMessage response) =>
        Value(response.TrailingHeaders, WireNames.Status) is null && Value(response.Headers, WireNames.Status) is not null;

    private static string? Value(HttpHeaders headers, string name)
    {
        if (!headers.NonValidated.TryGetValues(name, out var values)) return null;
        foreach (var value in values) return value;
        return null;
    }

    private static Metadata Read(HttpHeaders headers)
    {
        // Most calls carry nothing but the protocol's own headers.
        Metadata? metadata = null;
        foreach (var (name, values) in headers.NonValidated)
        {
            if (MetadataCodec.IsReserved(name)) continue;
            metadata ??= [];
            foreach (var value in values) MetadataCodec.Receive(metadata, name, value);
        }

        return metadata?.Freeze() ?? Metadata.Empty;
    }
}
