using CodexPooler.Accounts.Registry.Storage;
using CodexPooler.Contracts.Directory.V1;
using Google.Protobuf;

namespace CodexPooler.Accounts.Catalogue;

/// <summary>
/// Each account's list as an item of the directory: watchers get it with everything else, a restart still knows it.
/// </summary>
internal sealed class CatalogueStore(DirectoryStore store)
{
    public async Task<AccountModels?> FindAsync(Guid accountId, CancellationToken cancellationToken) =>
        await store.FindAsync(DirectoryKind.AccountModels, accountId, cancellationToken) is { } item
            ? AccountModels.Parser.ParseFrom(item.Body)
            : null;

    public async Task<IReadOnlyList<AccountModels>> ListAsync(CancellationToken cancellationToken) =>
        [.. (await store.ListAsync(DirectoryKind.AccountModels, cancellationToken))
            .Select(item => AccountModels.Parser.ParseFrom(item.Body))];

    public Task SaveAsync(AccountModels models, CancellationToken cancellationToken) => store.ChangeAsync(
        "system",
        async change =>
        {
            var id = Guid.Parse(models.AccountId);
            var revision = (await change.FindAsync(DirectoryKind.AccountModels, id))?.Revision ?? 0;
            await change.PutAsync(DirectoryKind.AccountModels, id, revision + 1, models.ToByteArray());
            return true;
        },
        cancellationToken);
}
