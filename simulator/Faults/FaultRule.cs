namespace CodexPooler.Simulator.Faults;

/// <summary>Which calls are hit, and how. Matchers left out match everything.</summary>
public sealed record FaultRule
{
    public string? Id { get; init; }

    public string? Account { get; init; }

    /// <summary>Route name as in the documentation, e.g. responses, responses.handshake, models, usage.</summary>
    public string? Route { get; init; }

    /// <summary>http or websocket.</summary>
    public string? Transport { get; init; }

    public string? Model { get; init; }

    /// <summary>First matching call that is hit, counted from 1.</summary>
    public int Nth { get; init; } = 1;

    /// <summary>How many matching calls are hit from there; 0 is all of them.</summary>
    public int Times { get; init; } = 1;

    public FaultEffect Effect { get; init; } = new();
}
