using System.Threading.Channels;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Routing.Directory;

namespace CodexPooler.Routing.Tests.TestData;

internal sealed class AccountsFeed(DirectorySnapshot directory)
{
    public Channel<DirectoryUpdate> Updates { get; } = Channel.CreateUnbounded<DirectoryUpdate>();

    public Channel<AccountQuota> Quotas { get; } = Channel.CreateUnbounded<AccountQuota>();

    public DirectoryUpdate Whole()
    {
        var update = new DirectoryUpdate { Version = 1, Reset = true, Complete = true };
        update.Changes.AddRange(directory.Pools.Values.Select(p => new Change { Pool = p }));
        update.Changes.AddRange(directory.Accounts.Values.Select(a => new Change { Account = a }));
        update.Changes.AddRange(directory.Memberships.Values.Select(m => new Change { Membership = m }));
        update.Changes.AddRange(directory.Keys.Values.Select(k => new Change { ApiKey = k }));
        return update;
    }
}
