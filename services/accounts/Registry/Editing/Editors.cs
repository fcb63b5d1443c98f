using CodexPooler.Accounts.Registry.Storage;
using CodexPooler.Contracts.Credentials.V1;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Accounts.Registry.Editing;

internal static class Editors
{
    public static ItemEditor<Pool> Pools { get; } = new(DirectoryKind.Pool, "pool", Pool.Parser, (item, id, revision) =>
    {
        item.Id = id;
        item.Revision = revision;
    });

    public static ItemEditor<Account> Accounts { get; } = new(
        DirectoryKind.Account, "account", Account.Parser, (item, id, revision) =>
    {
        item.Id = id;
        item.Revision = revision;
    });

    public static ItemEditor<Membership> Memberships { get; } = new(
        DirectoryKind.Membership, "membership", Membership.Parser, (item, id, revision) =>
    {
        item.Id = id;
        item.Revision = revision;
    });

    public static ItemEditor<ApiKey> Keys { get; } = new(DirectoryKind.ApiKey, "key", ApiKey.Parser, (item, id, revision) =>
    {
        item.Id = id;
        item.Revision = revision;
    });

    public static ItemEditor<Operator> Operators { get; } = new(
        DirectoryKind.Operator, "operator", Operator.Parser, (item, id, revision) =>
    {
        item.Id = id;
        item.Revision = revision;
    });

    public static ItemEditor<Invite> Invites { get; } = new(
        DirectoryKind.Invite, "invite", Invite.Parser, (item, id, _) => item.Id = id);
}
