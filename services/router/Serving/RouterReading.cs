namespace CodexPooler.Routing.Serving;

/// <summary>What the router's gauges show, read under one lock.</summary>
internal readonly record struct RouterReading(
    int OpenLeases, int Pins, bool ProviderIncident, long Moves, long Detours, long TokensLeftByMoves, long TokensLeftByDetours);
