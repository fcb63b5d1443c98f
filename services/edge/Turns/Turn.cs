using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Inspection;
using CodexPooler.Edge.Routes;
using CodexPooler.Edge.Snapshot;
using Microsoft.AspNetCore.Http;
using RouterClass = CodexPooler.Contracts.Routing.V1.RouteClass;

namespace CodexPooler.Edge.Turns;

/// <summary>One turn from its acceptance to its settlement.</summary>
internal sealed class Turn(TurnRoute route, KeyEntry key, TurnFacts facts, TurnBody body, IHeaderDictionary headers,
    DateTimeOffset startedAt, long startedTicks)
{
    public Guid Id { get; } = FreshId.At(startedAt);

    public TurnRoute Route { get; } = route;

    public KeyEntry Key { get; } = key;

    public TurnFacts Facts { get; } = facts;

    public TurnBody Body { get; } = body;

    public IHeaderDictionary Headers { get; } = headers;

    public DateTimeOffset StartedAt { get; } = startedAt;

    public long StartedTicks { get; } = startedTicks;

    /// <summary>The model after the key's policy.</summary>
    public string Model { get; init; } = facts.Model;

    public string Effort { get; init; } = facts.Effort;

    public string ServiceTier { get; init; } = facts.ServiceTier;

    /// <summary>What else ties the turn to an account, beside what its facts and headers say.</summary>
    public IReadOnlyList<ContinuityKey> Bound { get; init; } = [];

    public TurnBonds Bonds => field ??= new(this);

    /// <summary>
    /// The body with the policy's values and without what the account cannot read; every other byte as it came.
    /// </summary>
    public Func<IReadOnlyList<SealedItem>, TurnBody>? Without { get; init; }

    /// <summary>Gives the body's memory back.</summary>
    public Action? Release { get; init; }

    public List<TurnAttempt> Attempts { get; } = [];
}
