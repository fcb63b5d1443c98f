using System.Net;
using CodexPooler.Simulator.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.Files;

/// <summary>An uploaded file is readable in the turns of its own account only, which is why a gateway must pin it.</summary>
public sealed class FileInTurnTests
{
    [Fact]
    public async Task Turn_FileOfItsAccount_IsServed()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        (await TurnAsync(simulator, await UploadAsync(simulator), "acct-plus")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Turn_FileOfAnotherAccountOrUnknown_Is400()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        (await TurnAsync(simulator, await UploadAsync(simulator), "acct-pro")).ShouldBe(HttpStatusCode.BadRequest);
        (await TurnAsync(simulator, "file_unknown", "acct-plus")).ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task<string> UploadAsync(RunningSimulator simulator)
    {
        var (_, file) = await simulator.PostAsync(
            "/backend-api/files", new { file_name = "a.pdf", file_size = 3, use_case = "codex" });
        using var content = new ByteArrayContent(new byte[3]);
        using var uploaded = await simulator.Http.PutAsync((string)file["upload_url"]!, content, simulator.Deadline);
        await simulator.PostAsync($"/backend-api/files/{(string)file["file_id"]!}/uploaded", new { });
        return (string)file["file_id"]!;
    }

    private static async Task<HttpStatusCode> TurnAsync(RunningSimulator simulator, string fileId, string account)
    {
        var content = new[] { new { type = "input_file", file_id = fileId } };
        var (status, _) = await simulator.PostAsync("/backend-api/codex/responses", new
        {
            model = "gpt-5.5",
            stream = true,
            store = false,
            instructions = "Read.",
            input = new[] { new { type = "message", role = "user", content } },
        }, account);
        return status;
    }
}
