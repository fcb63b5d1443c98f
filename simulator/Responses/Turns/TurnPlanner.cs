using System.Globalization;
using System.Text;
using CodexPooler.Simulator.Accounts;
using CodexPooler.Simulator.Faults;
using CodexPooler.Simulator.Responses.Requests;
using Microsoft.Extensions.Options;

namespace CodexPooler.Simulator.Responses.Turns;

/// <summary>Decides the answer from the request alone, so that the same request gives the same words.</summary>
internal sealed class TurnPlanner(IOptions<SimulatorOptions> options)
{
    private const int SummaryTokens = 8;

    public TurnPlan Plan(TurnRequest request, SimulatedAccount account, FaultEffect? effect)
    {
        var prompt = request.Input.LastUserText;
        if (!request.Generate) return new TurnPlan([], 0, TurnEnding.Completed);
        if (request.Input.EndsInCompactionTrigger)
        {
            return new TurnPlan([new CompactionItem(EncryptedContent.Make(account.OrganizationId))], 0, TurnEnding.Completed);
        }
        if (request.Input.Mark.Tokens > request.Model.ContextWindow)
        {
            return new TurnPlan([], 0, TurnEnding.Failed(
                "context_length_exceeded",
                "Your input exceeds the context window of this model. Please adjust your input and try again."));
        }
        if (request.Tools.BrokenStrictSchema) return new TurnPlan([], 0, TurnEnding.Completed with { Dropped = true });
        var thinking = Thinking(request);
        return new TurnPlan([.. Thought(request, account), Answer(request, prompt, effect)], thinking, Ending(prompt))
        {
            EndTurn = Directives.Find(prompt, "CONTINUE") is null,
        };
    }

    private static TurnEnding Ending(string? prompt) =>
        Directives.Find(prompt, "INCOMPLETE") is { } reason ? TurnEnding.Incomplete(reason) : TurnEnding.Completed;

    private static int Thinking(TurnRequest request) =>
        request.Effort is { } effort ? 16 << request.Model.Efforts.Index().First(level => level.Item == effort).Index : 0;

    private static IEnumerable<OutputItem> Thought(TurnRequest request, SimulatedAccount account)
    {
        var call = Directives.Tool(request.Input.LastUserText);
        var calls = call is not null && request.Tools.Find(call.Name) is not null;
        if (!request.EncryptedReasoning && request.Summary is null && !calls) yield break;
        var content = request.EncryptedReasoning ? EncryptedContent.Make(account.OrganizationId) : null;
        var summary = request.Summary is null or "none" ? null : new GeneratedText(Seed(request) + 1, SummaryTokens);
        yield return new ReasoningItem(content, summary);
    }

    private static ulong Seed(TurnRequest request)
    {
        var seed = new PrefixHash(0).Add(Encoding.UTF8.GetBytes(request.Model.Slug));
        return seed.Add(Encoding.UTF8.GetBytes(request.Input.LastUserText ?? "tool output")).Value;
    }

    private OutputItem Answer(TurnRequest request, string? prompt, FaultEffect? effect)
    {
        if (effect?.LargeEventBytes is { } size) return new MessageItem(LiteralText.Verbatim(new string('x', size)));
        if (effect?.LineSeparators == true) return new MessageItem(LiteralText.Verbatim("one\u2028two", "\u2029three"));
        if (Directives.Tool(prompt) is { } call && request.Tools.Find(call.Name) is { } tool)
        {
            return new ToolCallItem(tool, call.Arguments);
        }
        if (Directives.Find(prompt, "REFUSE") is { } refusal) return new RefusalItem(new LiteralText(refusal));
        if (request.StructuredAnswer is { } structured) return new MessageItem(new LiteralText(structured));
        if (Directives.Find(prompt, "SAY") is { } words) return new MessageItem(new LiteralText(words));
        if (prompt is not null && request.Input.Images is { Count: > 0 } images) return new MessageItem(Describe(images));
        var tokens = Directives.Number(prompt, "TOKENS") ?? options.Value.OutputTokens;
        return new MessageItem(new GeneratedText(Seed(request), tokens));
    }

    private static LiteralText Describe(IReadOnlyList<ImageNote> images) =>
        new($"Images seen: {string.Join(", ", images.Select(image =>
            string.Create(CultureInfo.InvariantCulture, $"{image.MediaType} of {image.Bytes} bytes")))}.");
}
