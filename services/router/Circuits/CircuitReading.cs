using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Circuits;

internal readonly record struct CircuitReading(CircuitState State, int Failures, long OpenUntil, long DemotedUntil);
