using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Selection;

internal readonly record struct ViewKey(string PoolId, string Model, RouteClass Route);
