using System.Buffers.Binary;
using System.IO.Compression;
using System.Net;
using CodexPooler.Simulator.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.Images;

public sealed class ImageTests
{
    private const string Generations = "/backend-api/codex/images/generations";
    private const string Edits = "/backend-api/codex/images/edits";

    [Fact]
    public async Task Generate_LandscapeSize_IsAPngOfThatSize()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var (status, body) = await simulator.PostAsync(
            Generations, new { model = "gpt-image-2", prompt = "a cat", size = "1536x1024" });

        status.ShouldBe(HttpStatusCode.OK);
        var png = Convert.FromBase64String((string)body["data"]![0]!["b64_json"]!);
        png[..8].ShouldBe([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(16)).ShouldBe(1536);
        BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(20)).ShouldBe(1024);
        Pixels(png).ShouldBe((1536 + 1) * 1024);
        ((long)body["usage"]!["output_tokens"]!).ShouldBeGreaterThan(0);
    }

    [Fact]
    public async Task Edit_WithImages_AnswersAndWithoutThem400()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var images = new[] { new { image_url = "data:image/png;base64,AAAA" } };

        (await simulator.PostAsync(Edits, new { model = "gpt-image-2", prompt = "a cat", images })).Status.ShouldBe(
            HttpStatusCode.OK);
        (await simulator.PostAsync(Edits, new { model = "gpt-image-2", prompt = "a cat" })).Status.ShouldBe(
            HttpStatusCode.BadRequest);
    }

    [Theory]
    [InlineData("gpt-image-2", "", "auto", 1)]
    [InlineData("", "a cat", "auto", 1)]
    [InlineData("gpt-image-2", "a cat", "7x7", 1)]
    [InlineData("gpt-image-2", "a cat", "auto", 2)]
    public async Task Generate_OutsideTheRules_Is400(string model, string prompt, string size, int n)
    {
        await using var simulator = await RunningSimulator.StartAsync();

        (await simulator.PostAsync(Generations, new { model, prompt, size, n })).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static long Pixels(byte[] png)
    {
        var length = BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(33));
        using var zlib = new ZLibStream(new MemoryStream(png, 41, length), CompressionMode.Decompress);
        using var raw = new MemoryStream();
        zlib.CopyTo(raw);
        return raw.Length;
    }
}
