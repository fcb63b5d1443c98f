using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Circuits;

internal readonly record struct RouteKey(string Model, RouteClass Route);
