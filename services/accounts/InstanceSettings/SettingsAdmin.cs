using CodexPooler.Accounts.Registry.Editing;
using CodexPooler.Accounts.Registry.Storage;
using CodexPooler.Contracts.Directory.V1;
using Google.Protobuf;

namespace CodexPooler.Accounts.InstanceSettings;

/// <summary>Instance-wide settings: one item whose every version the audit log remembers.</summary>
internal sealed class SettingsAdmin(DirectoryStore store)
{
    private static readonly Guid Only = new("018f0000-0000-7000-8000-000000000001");

    public async Task<Settings> ReadAsync(CancellationToken cancellationToken) =>
        await store.FindAsync(DirectoryKind.Settings, Only, cancellationToken) is { } item
            ? Settings.Parser.ParseFrom(item.Body)
            : new Settings();

    public Task<Settings> SaveAsync(string actor, Settings wish, CancellationToken cancellationToken) => store.ChangeAsync(
        actor,
        async change =>
        {
            var item = await change.FindAsync(DirectoryKind.Settings, Only);
            var before = item is null ? new Settings() : Settings.Parser.ParseFrom(item.Body);
            if (wish.Revision != before.Revision) throw Refusals.Stale("settings", "instance", before.Revision);
            SettingsCatalogue.Check(wish.Values);
            var after = wish.Clone();
            after.Revision = before.Revision + 1;
            await change.PutAsync(DirectoryKind.Settings, Only, after.Revision, after.ToByteArray());
            await change.AuditAsync("settings.edit", "settings", Differences.Between(before, after));
            return after;
        },
        cancellationToken);
}
