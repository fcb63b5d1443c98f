using CodexPooler.Edge.Tests.TestData;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CodexPooler.Edge.Tests.Turns;

/// <summary>
/// Streams that fail before anything was visible and are left, while their upstream takes its time to end them: until the next
/// request is there.
/// </summary>
public sealed class AbandonedStreamTests : IAsyncLifetime
{
    private const int Turns = 10;
    private readonly TurnFixture _fixture = new() { Settings = { ["Edge:Upstream:HeadersTimeout"] = "00:00:15" } };
    private readonly Lock _gate = new();
    private TaskCompletionSource _next = new();
    private EdgeServer? _upstream;

    public async Task InitializeAsync()
    {
        _upstream = await EdgeServer.StartAsync(_ => { }, app => app.Run(AnswerAsync));
        _fixture.Router.UpstreamBase = _upstream.Address.ToString();
        await _fixture.InitializeAsync();
    }

    public async Task DisposeAsync()
    {
        await _fixture.DisposeAsync();
        if (_upstream is not null) await _upstream.DisposeAsync();
    }

    [Fact]
    public async Task Turn_StreamWasLeft_ItsConnectionTearsNoOtherAnswer()
    {
        var answers = new List<string>();
        for (var turn = 0; turn < Turns; turn++)
        {
            using var answer = await _fixture.TurnAsync("x");
            answers.Add(await answer.Content.ReadAsStringAsync());
        }

        answers.ShouldAllBe(stream => stream.Contains("response.completed"));
        await _fixture.SettledAsync(Turns);
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var next = Begin();
        var fails = context.Request.Headers["chatgpt-account-id"] == "acct-plus";
        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync(
            fails
                ? Event("response.failed", """{"id":"resp_1","error":{"code":"server_is_overloaded","message":"no"}}""")
                : Event("response.completed", """{"id":"resp_1","usage":{"input_tokens":1,"output_tokens":1}}"""));
        await context.Response.Body.FlushAsync();
        if (fails) await next.WaitAsync(TimeSpan.FromSeconds(20));
    }

    private Task Begin()
    {
        lock (_gate)
        {
            _next.TrySetResult();
            _next = new(TaskCreationOptions.RunContinuationsAsynchronously);
            return _next.Task;
        }
    }

    private static string Event(string type, string response) =>
        $"event: {type}\ndata: {{\"type\":\"{type}\",\"response\":{response}}}\n\n";
}
