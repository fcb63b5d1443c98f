using CodexPooler.Accounts.Registry.Editing;
using CodexPooler.Accounts.Registry.Storage;
using CodexPooler.Accounts.Registry.Watching;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Data;

namespace CodexPooler.Accounts.Serving;

/// <summary>
/// An account as the database has it now, because another replica may have unlinked it a moment ago; as this process last saw it
/// while the database is away, so that credentials go on serving.
/// </summary>
internal sealed class AccountLookup(DirectoryStore store, DirectoryFeed feed, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <exception cref="DatabaseUnavailableException">The database is away and this process never saw the account.</exception>
    public async Task<Account?> FindAsync(Guid accountId, CancellationToken cancellationToken)
    {
        if (feed.StoreIsAway && feed.FindAccount(accountId) is { } remembered) return remembered;
        try
        {
            return await BoundedAsync(
                async token => await store.FindAsync(DirectoryKind.Account, accountId, token) is { } item
                    ? Account.Parser.ParseFrom(item.Body)
                    : null,
                cancellationToken);
        }
        catch (DatabaseUnavailableException) when (feed.FindAccount(accountId) is { } known)
        {
            return known;
        }
    }

    public async Task<IReadOnlyList<Account>> ListAsync(CancellationToken cancellationToken)
    {
        if (feed.StoreIsAway) return feed.Accounts();
        try
        {
            return await BoundedAsync(token => Editors.Accounts.ListAsync(store, token), cancellationToken);
        }
        catch (DatabaseUnavailableException)
        {
            return feed.Accounts();
        }
    }

    // A server that vanished without a word would hold a turn back for as long as its connections time out.
    private async Task<T> BoundedAsync<T>(Func<CancellationToken, Task<T>> read, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return await read(either.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new DatabaseUnavailableException(
                "Data", $"the database did not answer within {Patience.TotalSeconds:0} s", "Look at its health and load")
            {
                IsTransient = true,
            };
        }
    }
}
