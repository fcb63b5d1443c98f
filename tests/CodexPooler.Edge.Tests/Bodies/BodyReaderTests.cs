using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using CodexPooler.Edge.Bodies;
using CodexPooler.Edge.Errors;
using CodexPooler.Edge.Tests.TestData;
using CodexPooler.Testing.Time;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CodexPooler.Edge.Tests.Bodies;

public sealed class BodyReaderTests
{
    private readonly BodyOptions _options = new() { MaxBytes = 2 * 1024 * 1024, MaxCompressedBytes = 1024 * 1024 };
    private readonly ManualTimeProvider _time = new();

    [Theory]
    [InlineData("")]
    [InlineData("identity")]
    [InlineData("zstd")]
    [InlineData("gzip")]
    [InlineData("gzip, zstd")]
    [InlineData("zstd, br, deflate, gzip")]
    public async Task ReadAsync_AnyEncoding_GivesBothForms(string encodings)
    {
        await using var server = await StartAsync();
        var plain = Encoding.UTF8.GetBytes($"{{\"input\":\"{new string('x', 300_000)}\"}}");
        var sent = Layers(encodings).Aggregate(plain, (bytes, layer) => Packing.Pack(layer, bytes));

        using var answer = await server.Http.PostAsync("/", Json(sent, encodings));

        (await answer.Content.ReadAsStringAsync()).ShouldBe($"{Hash(sent)} {Hash(plain)} {Layers(encodings).Length > 0}");
    }

    [Theory]
    [InlineData("compress", 415, "unsupported_content_encoding")]
    [InlineData("gzip, gzip, gzip, gzip, gzip", 415, "unsupported_content_encoding")]
    [InlineData("zstd", 400, "invalid_request")]
    [InlineData("br", 400, "invalid_request")]
    public async Task ReadAsync_WhatCannotBeDecoded_IsRefused(string encodings, int status, string code)
    {
        await using var server = await StartAsync();

        using var answer = await server.Http.PostAsync("/", Json("no such stream"u8.ToArray(), encodings));

        ((int)answer.StatusCode).ShouldBe(status);
        (await answer.Content.ReadAsStringAsync()).ShouldBe(code);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task ReadAsync_TooLarge_IsRefusedWithAndWithoutALength(bool chunked)
    {
        await using var server = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/") { Content = Json(new byte[3 * 1024 * 1024], "") };
        request.Headers.TransferEncodingChunked = chunked;

        using var answer = await server.Http.SendAsync(request);

        (await answer.Content.ReadAsStringAsync()).ShouldBe("request_too_large");
    }

    [Fact]
    public async Task ReadAsync_CompressedTooLarge_IsRefusedByItsLengthAlone()
    {
        await using var server = await StartAsync();
        await using var connection = await server.ConnectAsync();

        await connection.WriteAsync(Encoding.ASCII.GetBytes(
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Encoding: zstd\r\nContent-Length: 2000000\r\n\r\n"));

        (await ReadHeadAsync(connection)).ShouldContain("413");
    }

    [Fact]
    public async Task ReadAsync_ABomb_IsRefused()
    {
        await using var server = await StartAsync();

        using var answer = await server.Http.PostAsync("/", Json(Packing.Pack("zstd", new byte[2 * 1024 * 1024]), "zstd"));

        (await answer.Content.ReadAsStringAsync()).ShouldBe("decompression_ratio_exceeded");
    }

    [Fact]
    public async Task ReadAsync_ADrippingBody_IsRefusedWhenTimeIsUp()
    {
        await using var server = await StartAsync();
        await using var connection = await server.ConnectAsync();
        await connection.WriteAsync(Encoding.ASCII.GetBytes(
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{"));
        await Eventually.TrueAsync(() => _time.ArmedTimers > 0, "the reader waits for more of the body");

        _time.Advance(_options.Timeout);

        (await ReadHeadAsync(connection)).ShouldContain("408");
    }

    [Theory]
    [InlineData("text/plain", "", 415)]
    [InlineData("text/plain", "zstd", 415)]
    [InlineData("application/json; charset=utf-8", "", 200)]
    [InlineData("application/vnd.codex+json", "", 200)]
    public async Task ReadAsync_MediaType_MustBeJson(string mediaType, string encodings, int status)
    {
        await using var server = await StartAsync();
        var content = Json("{}"u8.ToArray(), encodings);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);

        using var answer = await server.Http.PostAsync("/", content);

        ((int)answer.StatusCode).ShouldBe(status);
    }

    [Fact]
    public async Task ReadAsync_CompressedWhereBytesPassThrough_IsRefused()
    {
        await using var server = await StartAsync(BodyKind.Opaque);

        using var answer = await server.Http.PostAsync("/", Json(Packing.Pack("gzip", [1, 2, 3]), "gzip"));

        answer.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
    }

    private Task<EdgeServer> StartAsync(BodyKind kind = BodyKind.Json)
    {
        var reader = new BodyReader(Options.Create(_options), _time);
        return EdgeServer.StartAsync(async context =>
        {
            var outcome = await reader.ReadAsync(context.Request, kind, context.RequestAborted);
            using var body = outcome.Body;
            context.Response.StatusCode = outcome.Refusal?.Status ?? StatusCodes.Status200OK;
            await context.Response.WriteAsync(outcome.Refusal?.Code
                ?? $"{Hash(body!.Sent.Span)} {Hash(body.Decoded.Span)} {body.Encoding is not null}");
        });
    }

    private static ByteArrayContent Json(byte[] bytes, string encodings)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new("application/json");
        if (encodings.Length > 0) content.Headers.TryAddWithoutValidation("Content-Encoding", encodings);
        return content;
    }

    private static string[] Layers(string encodings) =>
        [.. encodings.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Where(layer => layer != "identity")];

    private static string Hash(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes))[..16];

    private static async Task<string> ReadHeadAsync(Stream connection)
    {
        using var reader = new StreamReader(connection, Encoding.ASCII, leaveOpen: true);
        return await reader.ReadLineAsync(new CancellationTokenSource(TimeSpan.FromSeconds(20)).Token) ?? "";
    }
}
