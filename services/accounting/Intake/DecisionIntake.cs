using System.Text.Json;
using CodexPooler.Accounting.Ledger;
using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Messaging;
using CodexPooler.Data;
using CodexPooler.Data.Bulk;
using Microsoft.Extensions.DependencyInjection;
using static CodexPooler.Data.Bulk.BulkColumns;

namespace CodexPooler.Accounting.Intake;

/// <summary>Keeps routing decisions beside the turns they belong to; either may come first.</summary>
internal sealed class DecisionIntake([FromKeyedServices(AccountingModule.Name)] IDatabase database, Partitions partitions)
    : IMessageHandler<DecisionMade>
{
    private static readonly BulkInsert<DecisionMade> Insert = new(
        "decisions",
        "ON CONFLICT DO NOTHING",
        Id<DecisionMade>("turn_id", decision => decision.TurnId),
        Number<DecisionMade>("attempt", decision => decision.Attempt),
        Text<DecisionMade>("fact", decision => JsonSerializer.Serialize(decision, JsonSerializerOptions.Web)));

    public async Task HandleAsync(IReadOnlyList<DecisionMade> messages, CancellationToken cancellationToken)
    {
        if (messages.FirstOrDefault(decision => TurnIds.TimeOf(decision.TurnId) is null) is { } poison)
            throw new PoisonMessageException($"turn id {poison.TurnId} is not a version 7 UUID");
        var decisions = messages.DistinctBy(decision => (decision.TurnId, decision.Attempt))
            .OrderBy(decision => decision.TurnId).ThenBy(decision => decision.Attempt).ToList();
        await partitions.EnsureAsync(decisions.Select(decision => decision.TurnId), cancellationToken);
        await database.WriteAsync(
            (transaction, token) => Insert.ExecuteAsync(transaction, decisions, token), cancellationToken);
    }
}
