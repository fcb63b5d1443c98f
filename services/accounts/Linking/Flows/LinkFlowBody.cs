namespace CodexPooler.Accounts.Linking.Flows;

/// <summary>What of a login is sealed: everything that leads on, and whose it is.</summary>
internal sealed record LinkFlowBody(LinkOrder Order, byte[] Flow)
{
    public DeviceLogin? Device { get; init; }

    public string? Redirect { get; init; }

    public string? Verifier { get; init; }
}
