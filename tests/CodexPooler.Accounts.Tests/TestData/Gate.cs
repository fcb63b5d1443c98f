using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Accounts.Tests.TestData;

/// <summary>
/// Stands between one process and something it calls, passes everything on, and can hold a call there for ever: where a process
/// is to be killed without it knowing of any test.
/// </summary>
internal sealed class Gate : IAsyncDisposable
{
    private readonly HttpClient _client = new(new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false });
    private readonly CancellationTokenSource _end = new();
    private readonly List<GateRule> _rules = [];
    private readonly Uri _target;
    private readonly WebApplication _app;

    private Gate(Uri target, WebApplication app) => (_target, _app) = (target, app);

    public Uri Address => new(_app.Urls.First());

    public static async Task<Gate> StartAsync(Uri target)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var gate = new Gate(target, builder.Build());
        gate._app.Run(gate.PassAsync);
        await gate._app.StartAsync();
        return gate;
    }

    /// <summary>Applies the rule to the next call that matches.</summary>
    public GateRule Add(GateRule rule)
    {
        lock (_rules) _rules.Add(rule);
        return rule;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        await _app.DisposeAsync();
        _client.Dispose();
        _end.Dispose();
    }

    private async Task PassAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, _end.Token);
        var rule = Take($"{context.Request.Method} {context.Request.Path} {Encoding.UTF8.GetString(buffer.ToArray())}");
        if (rule is { Moment: GateMoment.Before }) await HoldAsync(context, rule);
        else if (rule is { Moment: GateMoment.Instead }) await AnswerAsync(context, rule.Status, rule.ContentType, rule.Body);
        else await ForwardAsync(context, buffer.ToArray(), rule);
    }

    private async Task ForwardAsync(HttpContext context, byte[] body, GateRule? rule)
    {
        using var request = new HttpRequestMessage(
            new(context.Request.Method), new Uri(_target, new Uri(context.Request.GetEncodedUrl()).PathAndQuery));
        if (body.Length > 0) request.Content = new ByteArrayContent(body);
        foreach (var (name, values) in context.Request.Headers.Where(header => header.Key is not ("Host" or "Transfer-Encoding")))
            if (!request.Headers.TryAddWithoutValidation(name, values.ToArray()))
                request.Content?.Headers.TryAddWithoutValidation(name, values.ToArray());
        using var response = await _client.SendAsync(request, _end.Token);
        var answer = await response.Content.ReadAsByteArrayAsync(_end.Token);
        if (rule is not null) await HoldAsync(context, rule);
        else await AnswerAsync(context, (int)response.StatusCode, response.Content.Headers.ContentType?.ToString(), answer);
    }

    private async Task HoldAsync(HttpContext context, GateRule rule)
    {
        rule.Reach();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_end.Token, context.RequestAborted);
        var gone = new TaskCompletionSource();
        await using var registered = either.Token.Register(gone.SetResult);
        await gone.Task;
        context.Abort();
    }

    private static async Task AnswerAsync(HttpContext context, int status, string? contentType, byte[] body)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = contentType;
        if (body.Length > 0) await context.Response.Body.WriteAsync(body);
    }

    private GateRule? Take(string call)
    {
        lock (_rules)
        {
            var rule = _rules.FirstOrDefault(rule => rule.Texts.All(text => call.Contains(text, StringComparison.Ordinal)));
            if (rule is null || --rule.Skip >= 0) return null;
            _rules.Remove(rule);
            return rule;
        }
    }
}
