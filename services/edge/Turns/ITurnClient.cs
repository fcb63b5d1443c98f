using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Errors;

namespace CodexPooler.Edge.Turns;

/// <summary>Whoever waits for a turn, over HTTP or a socket: how an account is tried for it, and how its end is told.</summary>
internal interface ITurnClient
{
    CancellationToken Gone { get; }

    /// <summary>How a turn ended that <see cref="Gone"/> ended.</summary>
    TurnEnd Left { get; }

    /// <summary>One try on the account of <paramref name="attempt"/>, as far as the client may see it.</summary>
    Task<AttemptEnd> TryAsync(Turn turn, TurnAttempt attempt, TurnTimeline timeline);

    /// <summary>Sends what was left to be sent together with the answer's end.</summary>
    ValueTask PushAsync() => ValueTask.CompletedTask;

    /// <summary>The last try decided what the client sees.</summary>
    ValueTask<TurnEnd> FinishAsync(Turn turn, TurnAttempt attempt, AttemptEnd end);

    /// <summary>No account serves the turn.</summary>
    /// <param name="why">The router's own words; null when it was not asked.</param>
    Task<TurnEnd> RefuseAsync(Turn turn, ClientError refusal, Refusal? why, AttemptEnd? last);

    /// <summary>The turn never began.</summary>
    Task TurnAwayAsync(ClientError refusal);
}
