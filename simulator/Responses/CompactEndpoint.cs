using System.Text.Json;
using System.Text.Json.Nodes;
using CodexPooler.Simulator.Faults;
using CodexPooler.Simulator.Ledger;
using CodexPooler.Simulator.Models;
using CodexPooler.Simulator.Responses.Requests;
using CodexPooler.Simulator.Responses.Streaming;
using CodexPooler.Simulator.Responses.Turns;
using CodexPooler.Simulator.Routes;

namespace CodexPooler.Simulator.Responses;

/// <summary>POST …/responses/compact, the unary compaction of clients up to 0.125.</summary>
internal sealed class CompactEndpoint(
    RequestBody bodies, FaultScript faults, TurnDesk desk, TurnSettlement settlement, ModelCatalogue catalogue)
{
    public async Task HandleAsync(HttpContext context)
    {
        var call = context.Call();
        var bytes = await bodies.ReadAsync(context.Request, context.RequestAborted);
        var reading = Read(bytes, call);
        call.Fault = faults.Hit(new FaultCall(call.Account.Id, call.Route.Name, "http", reading.Request?.Model.Slug));
        if (await FaultedAnswer.TryAsync(context, call)) return;
        if ((reading.Refusal ?? desk.Check(reading.Request!, call)) is { } refusal)
        {
            await ResponsesEndpoint.RefuseAsync(context, refusal);
            return;
        }
        var turn = desk.Open(reading.Request!, call);
        TurnStart.WriteHeaders(context, turn, catalogue);
        settlement.End(turn, new TurnEnd(Outcomes.Completed, 0) { Finished = true });
        await BackendErrors.WriteAsync(context, StatusCodes.Status200OK, Answer(turn));
    }

    private static JsonObject Answer(Turn turn)
    {
        var output = new JsonArray([.. turn.Request.Input.UserItems.Select(item => JsonNode.Parse(item))])
        {
            new JsonObject
            {
                ["id"] = $"cmp_{Guid.CreateVersion7():N}",
                ["type"] = "compaction",
                ["encrypted_content"] = EncryptedContent.Make(turn.Account.OrganizationId),
            },
        };
        return new JsonObject
        {
            ["id"] = turn.Id,
            ["object"] = "response.compaction",
            ["created_at"] = turn.CreatedAt.ToUnixTimeSeconds(),
            ["output"] = output,
            ["usage"] = new JsonObject
            {
                ["input_tokens"] = turn.Usage.Input,
                ["input_tokens_details"] = new JsonObject
                {
                    ["cached_tokens"] = turn.Usage.Cached,
                    ["cache_write_tokens"] = turn.Usage.CacheWrite,
                },
                ["output_tokens"] = turn.Usage.Output,
                ["output_tokens_details"] = new JsonObject { ["reasoning_tokens"] = turn.Usage.Reasoning },
                ["total_tokens"] = turn.Usage.Total,
            },
        };
    }

    private static TurnReading Read(byte[]? bytes, UpstreamCall call)
    {
        if (bytes is null) return Refusal.Detail("The request body could not be decoded");
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return TurnRequestReader.Read(document.RootElement, new TurnContext(TurnKind.Compact, call.Account));
        }
        catch (JsonException)
        {
            return Refusal.Detail("Request body is not valid JSON");
        }
    }
}
