using Microsoft.AspNetCore.Http.Features;

namespace CodexPooler.Simulator.Responses.Sockets;

/// <summary>Puts the pong filter under every socket; must run before UseWebSockets, which keeps the upgrade feature it
/// finds.</summary>
internal sealed class PongFilterUpgrade(IHttpUpgradeFeature inner, PongSwitch pongs) : IHttpUpgradeFeature
{
    public bool IsUpgradableRequest => inner.IsUpgradableRequest;

    public static Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<IHttpUpgradeFeature>() is { IsUpgradableRequest: true } upgrade)
        {
            var pongs = new PongSwitch();
            context.Features.Set(pongs);
            context.Features.Set<IHttpUpgradeFeature>(new PongFilterUpgrade(upgrade, pongs));
        }
        return next(context);
    }

    public async Task<Stream> UpgradeAsync() => new PongFilterStream(await inner.UpgradeAsync(), pongs);
}
