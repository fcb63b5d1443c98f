using System.Text;
using System.Text.Json;
using CodexPooler.Simulator.Models;
using CodexPooler.Simulator.Responses.Turns;

namespace CodexPooler.Simulator.Responses.Requests;

internal static class TurnRequestReader
{
    public static TurnReading Read(JsonElement body, TurnContext context)
    {
        if (BodyRules.Check(body, context.Kind, context.Account) is { } wrong) return wrong;
        var tools = new ToolOffers();
        if (body.Child("tools") is { } offered) tools.Add(offered);
        var input = new InputScan(Start(body, context), context.Previous?.OpenCalls ?? []);
        var index = 0;
        foreach (var item in body.Elements("input"))
        {
            if (ItemRules.Check(item, index++) is { } bad) return bad;
            input.Add(item, tools, keepUserItems: context.Kind == TurnKind.Compact);
        }
        var generate = !body.Is("generate", false);
        var instructed = context.Lite || input.HasDeveloperMessage || context.Previous is not null || !generate;
        // Clients since 0.169 send their instructions as the first developer message and no instructions member.
        instructed |= !string.IsNullOrWhiteSpace(body.Text("instructions"));
        if (!instructed) return Refusal.Detail("Instructions are required");
        if (InputRules.Check(input, context, body) is { } refused) return refused;
        return Compose(body, context, tools, input) with { Generate = generate };
    }

    private static TurnRequest Compose(JsonElement body, TurnContext context, ToolOffers tools, InputScan input) => new()
    {
        Model = ModelShelf.Find(body.Text("model")!)!,
        Kind = context.Kind,
        ServiceTier = body.Text("service_tier"),
        PromptCacheKey = body.Text("prompt_cache_key"),
        PreviousResponseId = body.Text("previous_response_id"),
        Effort = body.Child("reasoning")?.Text("effort"),
        Summary = body.Child("reasoning")?.Text("summary"),
        Verbosity = body.Child("text")?.Text("verbosity"),
        StructuredAnswer = body.Child("text")?.Child("format") is { } format ? StructuredAnswer.Of(format) : null,
        EncryptedReasoning = body.Elements("include").Any(wanted => wanted.ValueEquals("reasoning.encrypted_content")),
        ParallelToolCalls = body.Is("parallel_tool_calls", true),
        TurnState = body.Child("client_metadata")?.Text("x-codex-turn-state") ?? context.TurnState,
        Tools = tools,
        Input = input,
    };

    private static PrefixMark Start(JsonElement body, TurnContext context)
    {
        if (context.Previous is { } previous) return previous.Mark;
        var start = new PrefixMark(new PrefixHash(0).Add(Encoding.UTF8.GetBytes(body.Text("model")!)), 0);
        if (body.Child("instructions") is { } instructions) start = ItemDigest.Raw(start, instructions);
        return body.Child("tools") is { } tools ? ItemDigest.Raw(start, tools) : start;
    }
}
