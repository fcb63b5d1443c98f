using CodexPooler.Accounts.Issuer;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounts.Tests.TestData;

/// <summary>Keeps exchanges on their way to the issuer until the test lets them go.</summary>
internal sealed class HeldExchange(Task release) : DelegatingHandler
{
    public static void Add(IServiceCollection services, Task release) =>
        services.AddHttpClient<ITokenIssuer, TokenIssuer>().AddHttpMessageHandler(() => new HeldExchange(release));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        await release.WaitAsync(cancellationToken);
        return await base.SendAsync(request, cancellationToken);
    }
}
