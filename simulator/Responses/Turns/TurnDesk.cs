using System.Security.Cryptography;
using CodexPooler.Simulator.Files;
using CodexPooler.Simulator.Ledger;
using CodexPooler.Simulator.Quota;
using CodexPooler.Simulator.Responses.Requests;
using CodexPooler.Simulator.Routes;

namespace CodexPooler.Simulator.Responses.Turns;

/// <summary>Admits a read request: files and quota first, then the plan and what it will cost.</summary>
internal sealed class TurnDesk(QuotaBooks books, FileShelf files, PromptCache cache, TurnPlanner planner)
{
    // About the length upstream's values have.
    private const int TurnStateBytes = 220;

    /// <summary>The refusal of a file that is not the account's, or of an account without quota left; or null.</summary>
    public Refusal? Check(TurnRequest request, UpstreamCall call)
    {
        if (request.Input.FileIds.Find(id => files.Find(call.Account.Id, id) is not { Finalised: true }) is { } missing)
            return Refusal.Invalid($"File '{missing}' was not found.", "file_not_found", "input");
        var quota = books.Of(call.Account).State(call.Now);
        if (!request.Generate || quota.Blocking(request.Model.MeteredLimit) is not { } blocking) return null;
        var headers = RateLimitHeaders.Of(quota, blocking.LimitId)
            .Append(new("x-codex-rate-limit-reached-type", "rate_limit_reached"));
        return new Refusal(429, UsageLimit.Body(quota, blocking, call.Now)) { Headers = [.. headers] };
    }

    public Turn Open(TurnRequest request, UpstreamCall call)
    {
        var plan = planner.Plan(request, call.Account, call.Effect);
        var turn = new Turn(request, plan, call, books.Of(call.Account).State(call.Now))
        {
            CreatedAt = call.Now,
            Usage = Cost(request, plan, call),
            TurnState = request.TurnState ?? Convert.ToBase64String(RandomNumberGenerator.GetBytes(TurnStateBytes)),
        };
        call.Entry.Note(row => row with
        {
            Model = request.Model.Slug,
            ServiceTier = request.ServiceTier,
            PromptCacheKey = request.PromptCacheKey,
            PreviousResponseId = request.PreviousResponseId,
            TurnState = request.TurnState,
            ResponseId = turn.Id,
            Prewarm = !request.Generate,
            Compaction = request.Input.EndsInCompactionTrigger || request.Kind == TurnKind.Compact,
            Fault = call.Fault?.Id,
        });
        return turn;
    }

    private TokenUsage Cost(TurnRequest request, TurnPlan plan, UpstreamCall call)
    {
        if (!request.Generate) return default;
        var input = request.Input.Mark.Tokens;
        var cached = cache.Cached(call.Account.Id, request.PromptCacheKey, request.Input.Marks);
        var written = input >= PromptCache.Minimum ? input - cached : 0;
        return new TokenUsage(input, cached, written, plan.OutputTokens, plan.ReasoningTokens);
    }
}
