using CodexPooler.Contracts.Events;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Inspection;
using CodexPooler.Edge.Relay;
using CodexPooler.Edge.Upstream;

namespace CodexPooler.Edge.Turns;

/// <summary>One try of a turn on one account: what it was given, what came of it.</summary>
internal sealed class TurnAttempt(int number, Lease lease, DateTimeOffset startedAt)
{
    public int Number { get; } = number;

    public Lease Lease { get; } = lease;

    public DateTimeOffset StartedAt { get; } = startedAt;

    public long CredentialGeneration { get; set; }

    public StreamObservation Seen { get => field ??= new(); set; }

    /// <summary>Input items that this account cannot read and was not sent.</summary>
    public IReadOnlyList<SealedItem> LeftOut { get; set; } = [];

    /// <summary>The turn as it was sent.</summary>
    public UpstreamRequest? Request { get; set; }

    public int Status { get; set; }

    public TimeSpan Duration { get; set; }

    public AttemptOutcome Outcome { get; set; } = AttemptOutcome.Failed;

    /// <summary>What went wrong, for the router; null when nothing did.</summary>
    public FaultSignal? Fault { get; set; }
}
