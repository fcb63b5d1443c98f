using System.Net;
using CodexPooler.Simulator.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.Files;

public sealed class FileTests
{
    [Fact]
    public async Task Upload_AllBytes_IsFinalisedForItsOwnAccountOnly()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var (id, url) = await CreateAsync(simulator, 5);
        (await PutAsync(simulator, url, 5)).ShouldBe(HttpStatusCode.Created);

        var (status, body) = await FinaliseAsync(simulator, id);

        status.ShouldBe(HttpStatusCode.OK);
        ((string?)body["status"]).ShouldBe("success");
        ((long)body["file_size_bytes"]!).ShouldBe(5);
        (await FinaliseAsync(simulator, id, "acct-pro")).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Finalise_BeforeTheUpload_SaysRetry()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var (id, _) = await CreateAsync(simulator, 5);

        ((string?)(await FinaliseAsync(simulator, id)).Body["status"]).ShouldBe("retry");
    }

    [Fact]
    public async Task Finalise_ScriptedPending_SaysRetryThatOften()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        await simulator.ControlAsync(HttpMethod.Put, "files/pending-polls/2");
        var (id, url) = await CreateAsync(simulator, 1);
        await PutAsync(simulator, url, 1);

        var answers = new List<string?>();
        for (var i = 0; i < 3; i++) answers.Add((string?)(await FinaliseAsync(simulator, id)).Body["status"]);

        answers.ShouldBe(["retry", "retry", "success"]);
    }

    [Fact]
    public async Task Finalise_FewerBytesThanAnnounced_Is400()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var (id, url) = await CreateAsync(simulator, 5);
        await PutAsync(simulator, url, 4);

        (await FinaliseAsync(simulator, id)).Status.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Upload_WrongSignature_Is403()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var (_, url) = await CreateAsync(simulator, 5);

        (await PutAsync(simulator, url + "0", 5)).ShouldBe(HttpStatusCode.Forbidden);
    }

    [Theory]
    [InlineData("", 5, "codex")]
    [InlineData("a.txt", -1, "codex")]
    [InlineData("a.txt", 5, "")]
    public async Task Create_MissingPart_Is400(string name, long size, string useCase)
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var (status, _) = await simulator.PostAsync(
            "/backend-api/files", new { file_name = name, file_size = size, use_case = useCase });

        status.ShouldBe(HttpStatusCode.BadRequest);
    }

    private static async Task<(string Id, string Url)> CreateAsync(RunningSimulator simulator, long size)
    {
        var (_, body) = await simulator.PostAsync(
            "/backend-api/files", new { file_name = "a.txt", file_size = size, use_case = "codex" });
        return ((string)body["file_id"]!, (string)body["upload_url"]!);
    }

    private static async Task<HttpStatusCode> PutAsync(RunningSimulator simulator, string url, int bytes)
    {
        using var content = new ByteArrayContent(new byte[bytes]);
        using var response = await simulator.Http.PutAsync(url, content, simulator.Deadline);
        return response.StatusCode;
    }

    private static Task<(HttpStatusCode Status, System.Text.Json.Nodes.JsonNode Body)> FinaliseAsync(
        RunningSimulator simulator, string id, string account = "acct-plus") =>
        simulator.PostAsync($"/backend-api/files/{id}/uploaded", new { }, account);
}
