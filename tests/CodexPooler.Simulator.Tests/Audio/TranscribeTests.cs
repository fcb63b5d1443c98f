using System.Net;
using CodexPooler.Simulator.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.Audio;

public sealed class TranscribeTests
{
    [Fact]
    public async Task Transcribe_Multipart_TellsWhatArrived()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(new byte[1234]), "file", "speech.wav" },
            { new StringContent("gpt-4o-transcribe"), "model" },
            { new StringContent("de"), "language" },
        };

        var (status, body) = await simulator.PostAsync("/backend-api/transcribe", form);

        status.ShouldBe(HttpStatusCode.OK);
        ((string?)body["text"]).ShouldBe("1234 bytes of speech in de.");
        (await simulator.LedgerAsync("transcribe"))[0]["model"]!.GetValue<string>().ShouldBe("gpt-4o-transcribe");
    }

    [Fact]
    public async Task Transcribe_JsonOrNoFile_Is400()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var empty = new MultipartFormDataContent { { new StringContent("de"), "language" } };

        (await simulator.PostAsync("/backend-api/transcribe", new { file = "x" })).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await simulator.PostAsync("/backend-api/transcribe", empty)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }
}
