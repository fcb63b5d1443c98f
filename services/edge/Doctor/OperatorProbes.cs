using System.Diagnostics;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Settlement;
using CodexPooler.Edge.Snapshot;
using CodexPooler.Edge.Usage;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CodexPooler.Edge.Doctor;

/// <summary>What an operator is told further: the services this edge stands on, and how each of their Pools can serve.</summary>
internal sealed class OperatorProbes(
    [FromKeyedServices(EdgeModule.AccountsApp)] CallInvoker accounts, Router.RouterClient router, DirectoryHolder directory,
    QuotaHolder quotas, SpoolBacklog backlog, IOptions<SpoolOptions> spool, TimeProvider time)
{
    public const string TokenPrefix = "cxp-op-";
    private const int NotablePart = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<IReadOnlyList<Finding>> RunAsync(string token, CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            var who = await new DirectoryAdmin.DirectoryAdminClient(accounts).AuthenticateAsync(
                new() { Token = token }, Options(cancellationToken));
            var answered = new Finding(Verdict.Ok, "accounts", $"answers in {watch.ElapsedMilliseconds} ms");
            return [answered, await RouterAsync(cancellationToken), Directory(), Spool(), .. Pools(who)];
        }
        catch (RpcException cause) when (cause.StatusCode == StatusCode.Unauthenticated)
        {
            return [new(Verdict.Failure, "operator", "this operator token is unknown or revoked")];
        }
        catch (RpcException cause) when (!cancellationToken.IsCancellationRequested)
        {
            var details = $"does not answer ({cause.StatusCode}); clients are served from the last directory";
            return [new(Verdict.Failure, "accounts", details), new(Verdict.Skipped, "operator", "your token cannot be checked")];
        }
    }

    private async Task<Finding> RouterAsync(CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            await router.RenewLeasesAsync(new RenewLeasesRequest(), Options(cancellationToken));
            return new(Verdict.Ok, "router", $"answers in {watch.ElapsedMilliseconds} ms");
        }
        catch (RpcException cause) when (!cancellationToken.IsCancellationRequested)
        {
            return new(Verdict.Failure, "router", $"does not answer ({cause.StatusCode}): no turn can be served");
        }
    }

    private Finding Directory()
    {
        var current = directory.Current;
        return new(
            current.Version > 0 ? Verdict.Ok : Verdict.Failure, "directory",
            $"version {current.Version}: {current.Pools.Count} Pools, {current.Accounts.Count} accounts");
    }

    private Finding Spool()
    {
        var (waiting, most) = (backlog.Bytes, spool.Value.MaxBytes);
        var verdict = waiting >= most ? Verdict.Failure : waiting > most / NotablePart ? Verdict.Warning : Verdict.Ok;
        var details = $"{waiting / 1024} KiB of settled turns wait to be published";
        return new(verdict, "spool", verdict == Verdict.Ok ? details : details + ": does the broker take them?");
    }

    private IEnumerable<Finding> Pools(Operator who) => directory.Current.Pools.Values
        .Where(pool => who.Role == Operator.Types.Role.Owner || who.PoolIds.Contains(pool.Id))
        .OrderBy(pool => pool.Slug, StringComparer.Ordinal)
        .Select(pool => OfPool(directory.Current, pool));

    private Finding OfPool(DirectorySnapshot snapshot, Pool pool)
    {
        var check = $"pool {pool.Slug}";
        if (pool.Status != PoolStatus.Active) return new(Verdict.Skipped, check, "switched off");
        var members = snapshot.Members[pool.Id].Select(id => snapshot.Accounts.GetValueOrDefault(id)).OfType<Account>().ToList();
        var away = members.Where(account => account.Status is not (AccountStatus.Active or AccountStatus.Refreshing)).ToList();
        var serving = members.Count - away.Count;
        var details = $"{serving} of {members.Count} accounts in service";
        if (away.Count > 0)
            details += $" (not: {string.Join(", ", away.Select(account => $"{Name(account)} {account.Status}"))})";
        if (serving == 0) return new(Verdict.Failure, check, details);
        if (!PooledUsage.Of(snapshot, pool.Id, quotas, time.GetUtcNow()).Allowed)
            return new(Verdict.Warning, check, details + ", all of them at their usage limit");
        return new(away.Count > 0 ? Verdict.Warning : Verdict.Ok, check, details);
    }

    // A directory read back from this edge's own copy has no labels.
    private static string Name(Account account) => account.Label.Length > 0 ? account.Label : account.Id;

    private CallOptions Options(CancellationToken cancellationToken) =>
        new(deadline: (time.GetUtcNow() + Patience).UtcDateTime, cancellationToken: cancellationToken);
}
