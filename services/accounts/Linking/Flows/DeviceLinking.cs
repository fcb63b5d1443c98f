using CodexPooler.Contracts.Credentials.V1;

namespace CodexPooler.Accounts.Linking.Flows;

/// <summary>Sign-in by a short code that the person types on any device.</summary>
internal sealed class DeviceLinking(LinkFlows flows, DeviceIssuer issuer, TimeProvider time)
{
    /// <summary>A login under way, or one that ended at once because the issuer gave no code.</summary>
    public async Task<LinkFlow> StartAsync(LinkOrder order, CancellationToken cancellationToken)
    {
        var start = await issuer.StartAsync(cancellationToken);
        if (start.Login is not { } login)
            return PendingLink.New(order, new(), time.GetUtcNow()).Failed(start.Problem!);

        var flow = new LinkFlow { UserCode = login.UserCode, VerificationUrl = issuer.VerificationPage.AbsoluteUri };
        var link = PendingLink.New(order, flow, time.GetUtcNow() + login.Lifetime) with { Device = login };
        return (await flows.AddAsync(link, cancellationToken)).Current;
    }
}
