using System.Text.Json;
using CodexPooler.Simulator.Faults;
using CodexPooler.Simulator.Ledger;
using CodexPooler.Simulator.Models;
using CodexPooler.Simulator.Responses.Requests;
using CodexPooler.Simulator.Responses.Streaming;
using CodexPooler.Simulator.Responses.Turns;
using CodexPooler.Simulator.Routes;

namespace CodexPooler.Simulator.Responses;

/// <summary>POST /backend-api/codex/responses: one turn as server-sent events.</summary>
internal sealed class ResponsesEndpoint(
    RequestBody bodies, FaultScript faults, TurnDesk desk, TurnPlayer player, ModelCatalogue catalogue)
{
    public async Task HandleAsync(HttpContext context)
    {
        var call = context.Call();
        if (await bodies.ReadAsync(context.Request, context.RequestAborted) is not { } bytes)
        {
            await RefuseAsync(context, Refusal.Detail("The request body could not be decoded"));
            return;
        }
        var reading = Read(bytes, call, context.Request.Headers);
        call.Fault = faults.Hit(new FaultCall(call.Account.Id, call.Route.Name, "http", reading.Request?.Model.Slug));
        if (await FaultedAnswer.TryAsync(context, call)) return;
        if (reading.Refusal is { } refusal)
        {
            await RefuseAsync(context, refusal);
            return;
        }
        var request = reading.Request!;
        if (desk.Check(request, call) is { } exhausted)
        {
            await RefuseAsync(context, exhausted);
            return;
        }
        var turn = desk.Open(request, call);
        TurnStart.WriteHeaders(context, turn, catalogue);
        context.Response.ContentType = call.Effect?.ContentType ?? "text/event-stream; charset=utf-8";
        await player.PlayAsync(turn, new SseSink(context, call.Effect?.Delimiter), context.RequestAborted);
    }

    public static Task RefuseAsync(HttpContext context, Refusal refusal)
    {
        foreach (var (name, value) in refusal.Headers) context.Response.Headers[name] = value;
        var outcome = refusal.Status == StatusCodes.Status429TooManyRequests ? Outcomes.UsageLimit : Outcomes.Refused;
        context.Call().Entry.End(outcome, refusal.Status, refusal.Code);
        return BackendErrors.WriteAsync(context, refusal.Status, refusal.Body);
    }

    private static TurnReading Read(byte[] bytes, UpstreamCall call, IHeaderDictionary headers)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return TurnRequestReader.Read(document.RootElement, new TurnContext(TurnKind.Http, call.Account)
            {
                Lite = headers["x-openai-internal-codex-responses-lite"] == "true",
                TurnState = call.Entry.Row.TurnState,
            });
        }
        catch (JsonException)
        {
            return Refusal.Detail("Request body is not valid JSON");
        }
    }
}
