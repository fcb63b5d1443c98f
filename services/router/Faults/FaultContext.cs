using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Faults;

/// <summary>The attempt a fault belongs to.</summary>
internal readonly record struct FaultContext(
    string Model, RouteClass Route, ulong Turn, int Level, long LevelUntil, string After, long Now);
