using CodexPooler.Simulator.Responses.Requests;
using CodexPooler.Simulator.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.Responses;

public sealed class ZstdBodyTests
{
    // zstd -19 of the same text, made with the reference command line tool 1.5.4: evidence that does not come from this code.
    private const string Reference = "KLUv/SQLWQAAaGVsbG8gd29ybGRoaR6y";

    [Fact]
    public void Decompress_FrameOfTheReferenceTool_GivesItsText()
    {
        var plain = Zstd.Decompress(Convert.FromBase64String(Reference), 1024);

        plain.ShouldBe("hello world"u8.ToArray());
    }

    [Fact]
    public void Decompress_BeyondTheLimit_IsRefused() =>
        Zstd.Decompress(Zstd.Compress(new byte[100_000]), 99_999).ShouldBeNull();

    [Fact]
    public void Decompress_CutFrame_IsRefused() =>
        Zstd.Decompress(Zstd.Compress(new byte[100_000]).AsSpan()[..^3], 1_000_000).ShouldBeNull();

    [Fact]
    public async Task Post_ZstdBody_IsServedAndNoted()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var events = await simulator.TurnAsync(
            TurnBody.Of("SAY:packedEND"), change: request => Encode(request, "zstd", Zstd.Compress));

        events.Text().ShouldBe("packed");
        (await simulator.LedgerAsync()).Single()["content_encoding"]!.ToString().ShouldBe("zstd");
    }

    [Theory]
    [InlineData("zstd")]
    [InlineData("br")]
    public async Task Post_BodyNotInItsEncoding_IsRefused(string encoding)
    {
        await using var simulator = await RunningSimulator.StartAsync();

        using var response = await simulator.PostAsync(
            TurnBody.Of("hi"), change: request => Encode(request, encoding, plain => plain.ToArray()));

        ((int)response.StatusCode).ShouldBe(400);
    }

    private delegate byte[] Encoder(ReadOnlySpan<byte> plain);

    private static void Encode(HttpRequestMessage request, string encoding, Encoder encoder)
    {
        using var plain = new MemoryStream();
        request.Content!.CopyTo(plain, null, CancellationToken.None);
        request.Content = new ByteArrayContent(encoder(plain.ToArray()));
        request.Content.Headers.ContentEncoding.Add(encoding);
    }
}
