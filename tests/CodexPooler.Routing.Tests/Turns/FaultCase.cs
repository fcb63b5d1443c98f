namespace CodexPooler.Routing.Tests.Turns;

/// <summary>
/// How one row of the taxonomy comes about: what the upstream is told to do to the first account, and the turn.
/// </summary>
internal sealed record FaultCase(string Rule)
{
    /// <summary>Effect of a rule in the simulator's fault script.</summary>
    public object? Effect { get; init; }

    /// <summary>The simulator's route the effect is on.</summary>
    public string Route { get; init; } = "responses";

    /// <summary>How many requests the effect hits; 0 for all.</summary>
    public int Times { get; init; } = 1;

    /// <summary>The row is the second fault of the turn on the same account.</summary>
    public bool TriedTwice { get; init; }

    public Func<TurnRig, Task> Arrange { get; init; } = _ => Task.CompletedTask;

    public Func<TurnRig, Task> Turn { get; init; } = rig => rig.TurnAsync("SAY:servedEND");

    public bool OverSocket { get; init; }

    public string[] Settings { get; init; } = [];
}
