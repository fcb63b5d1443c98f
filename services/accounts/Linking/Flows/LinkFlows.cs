using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using CodexPooler.Contracts.Credentials.V1;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CodexPooler.Accounts.Linking.Flows;

/// <summary>The logins under way and those that ended lately. Any replica finds, moves on and ends any of them.</summary>
internal sealed class LinkFlows(
    LinkFlowStore store, IOptions<LinkingOptions> options, TimeProvider time, ILogger<LinkFlows> logger)
{
    private static readonly TimeSpan FollowEvery = TimeSpan.FromMilliseconds(500);
    private readonly ConcurrentDictionary<string, bool> _exchanging = new(StringComparer.Ordinal);

    /// <summary>This process, once a start: what an earlier one had in hand is taken over like a stranger's.</summary>
    public string Replica { get; } = Guid.CreateVersion7().ToString("N");

    /// <summary>Something moved in this process.</summary>
    public Pulse Moved { get; } = new();

    /// <summary>Adds a login; for an invitation that has one under way, that one.</summary>
    public async Task<PendingLink> AddAsync(PendingLink link, CancellationToken cancellationToken)
    {
        var mine = link with { Owner = Replica };
        while (!await store.TryAddAsync(mine, cancellationToken))
            if (await PendingForAsync(link.Order.InviteId, cancellationToken) is { } waiting)
                return waiting;
        Moved.Raise();
        return mine;
    }

    public Task<PendingLink?> FindAsync(string id, CancellationToken cancellationToken) =>
        store.FindAsync(PendingLink.KeyOf(id), cancellationToken);

    public Task<PendingLink?> OwnerOfAsync(string state, CancellationToken cancellationToken) => store.FindByStateAsync(
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state))), cancellationToken);

    public Task<PendingLink?> PendingForAsync(string inviteId, CancellationToken cancellationToken) =>
        store.FindByInviteAsync(inviteId, cancellationToken);

    /// <summary>The right to exchange its code, or null when another has it or the login has ended.</summary>
    public async Task<PendingLink?> TryClaimAsync(PendingLink link, CancellationToken cancellationToken)
    {
        while (link.IsPending)
        {
            _exchanging[link.Key] = true;
            PendingLink? mine = null;
            try
            {
                mine = await store.TryAdvanceAsync(
                    link with { Phase = LinkPhase.Exchanging, Owner = Replica }, cancellationToken);
            }
            finally
            {
                // Also when the claim's commit was lost on the way: nobody exchanges then, and the runner ends it.
                if (mine is null) _exchanging.TryRemove(link.Key, out _);
            }

            if (mine is not null) return mine;
            if (await store.FindAsync(link.Key, cancellationToken) is not { } now) return null;
            link = now;
        }

        return null;
    }

    /// <summary>Ends a login that is pending, or that the caller claimed.</summary>
    public async Task<bool> EndAsync(PendingLink link, LinkFlow end, CancellationToken cancellationToken)
    {
        var ended = link with { Phase = LinkPhase.Ended, Flow = end, Until = time.GetUtcNow() + options.Value.KeepEnded };
        try
        {
            var moved = await store.TryAdvanceAsync(ended, cancellationToken) is not null;
            if (moved) Log.Ended(logger, end.State.ToString(), end.ErrorCode);
            return moved;
        }
        finally
        {
            _exchanging.TryRemove(link.Key, out _);
            Moved.Raise();
        }
    }

    public bool IsExchangingHere(string key) => _exchanging.ContainsKey(key);

    /// <summary>The login as it is once it has ended, here or on another replica; null when it is not known any more.</summary>
    public async Task<LinkFlow?> EndedAsync(string key, CancellationToken cancellationToken)
    {
        while (true)
        {
            var next = Moved.Next;
            var link = await store.FindAsync(key, cancellationToken);
            if (link is null || link.Phase == LinkPhase.Ended) return link?.Current;
            await Task.WhenAny(next, Task.Delay(FollowEvery, time, cancellationToken));
            cancellationToken.ThrowIfCancellationRequested();
        }
    }
}
