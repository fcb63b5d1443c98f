using System.Net;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Routing.Directory;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Routing.Tests.TestData;

/// <summary>
/// The accounts service as a router sees it, on a socket: one directory, then whatever the test sends; who operators are, and the
/// audit log. The ledger answers there too.
/// </summary>
internal sealed class AccountsServer(
    WebApplication app, AccountsFeed feed, LedgerBook.Pages ledger, OperatorBook.Pages operators) : IAsyncDisposable
{
    public Uri Address => new(app.Urls.Single());

    public LedgerBook.Pages Ledger => ledger;

    public OperatorBook.Pages Operators => operators;

    public static async Task<AccountsServer> StartAsync(DirectorySnapshot directory)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
            kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2));
        var feed = new AccountsFeed(directory);
        var ledger = new LedgerBook.Pages();
        var operators = new OperatorBook.Pages();
        builder.Services.AddSingleton(feed).AddSingleton(ledger).AddSingleton(operators);
        builder.Services.AddGrpc();
        var app = builder.Build();
        app.MapGrpcService<DirectoryFeedService>();
        app.MapGrpcService<QuotaFeedService>();
        app.MapGrpcService<LedgerBook>();
        app.MapGrpcService<OperatorBook>();
        await app.StartAsync();
        return new AccountsServer(app, feed, ledger, operators);
    }

    public void Send(DirectoryUpdate update) => feed.Updates.Writer.TryWrite(update);

    public void Send(AccountQuota quota) => feed.Quotas.Writer.TryWrite(quota);

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
