using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Tests.TestData;

/// <summary>What an earlier router knows of a lease, closed or not.</summary>
internal sealed record EarlierLease
{
    public ulong TurnHigh { get; init; }

    public ulong TurnLow { get; init; }

    public int Attempt { get; init; }

    public string Origin { get; init; } = "";

    public string AccountId { get; init; } = "";

    public string PoolId { get; init; } = "";

    public string KeyId { get; init; } = "";

    public string Model { get; init; } = "";

    public RouteClass RouteClass { get; init; }

    public long OpenedAtMs { get; init; }

    public long ExpiresAtMs { get; init; }

    public long ClosedAtMs { get; init; }

    public (ulong High, ulong Low, int Attempt) Id => (TurnHigh, TurnLow, Attempt);
}
