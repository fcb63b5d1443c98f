using System.Text.Json;
using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Ledger.V1;
using CodexPooler.Contracts.Routing.V1;
using Grpc.Core;

namespace CodexPooler.Routing.Admin.Explaining;

/// <summary>Decisions that accounting keeps beside their turns, as far as they were published.</summary>
internal sealed class LedgerDecisions([FromKeyedServices(RoutingModule.Accounting)] CallInvoker accounting, TimeProvider time)
{
    public const string Replica = "ledger";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>None, too, when the ledger does not answer: the routers' own memory is the first source.</summary>
    public async Task<IReadOnlyList<DecisionRecord>> FindAsync(string turnId, CancellationToken cancellationToken)
    {
        var limits = new CallOptions(deadline: (time.GetUtcNow() + Patience).UtcDateTime, cancellationToken: cancellationToken);
        try
        {
            var turn = await new Ledger.LedgerClient(accounting).GetTurnAsync(new() { TurnId = turnId }, limits);
            return [.. turn.Decisions
                .Select(json => JsonSerializer.Deserialize<DecisionMade>(json, JsonSerializerOptions.Web)!)
                .Select(made => Record(made, turn.Turn))];
        }
        catch (RpcException) when (!cancellationToken.IsCancellationRequested)
        {
            return [];
        }
    }

    private static DecisionRecord Record(DecisionMade made, Turn? turn)
    {
        var record = new DecisionRecord
        {
            TurnId = made.TurnId.ToString(),
            Attempt = made.Attempt,
            AtMs = made.At.ToUnixTimeMilliseconds(),
            PoolId = made.PoolId,
            Model = turn?.ModelRequested ?? "",
            KeyId = turn?.KeyId ?? "",
            PolicyVersion = made.PolicyVersion,
            Strategy = Read<Strategy>(made.Strategy),
            WinnerAccountId = made.WinnerAccountId ?? "",
            Because = made.WinnerAccountId is null ? ChosenBecause.Unspecified : Read<ChosenBecause>(made.Because),
            Refusal = made.WinnerAccountId is null ? Read<RefusalCode>(made.Because) : RefusalCode.Unspecified,
            Words = made.Words,
            Replica = Replica,
        };
        record.Candidates.AddRange(made.Candidates.Select(Candidate));
        return record;
    }

    private static CandidateRecord Candidate(DecisionCandidate candidate) => new()
    {
        AccountId = candidate.AccountId,
        Exclusion = candidate.Exclusion is null ? ExclusionReason.None : Read<ExclusionReason>(candidate.Exclusion),
        Score = candidate.Score,
        StrategyTerm = candidate.Terms.GetValueOrDefault("strategy"),
        LocalityTerm = candidate.Terms.GetValueOrDefault("locality"),
        PressureTerm = candidate.Terms.GetValueOrDefault("pressure"),
        SwitchingTerm = candidate.Terms.GetValueOrDefault("switching"),
        InFlight = candidate.InFlight,
        HeadroomPercent = candidate.HeadroomPercent ?? 0,
    };

    // A word this version does not know is told as unspecified, not refused.
    private static T Read<T>(string word)
        where T : struct, Enum => Enum.TryParse<T>(word, out var value) ? value : default;
}
