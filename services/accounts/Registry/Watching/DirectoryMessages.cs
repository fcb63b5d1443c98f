using CodexPooler.Accounts.Registry.Storage;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Accounts.Registry.Watching;

/// <summary>From stored items to what watchers receive. Operators, tokens and invites are nobody else's business.</summary>
internal static class DirectoryMessages
{
    public static Change? ToChange(DirectoryItem item) => item.Removed ? ToRemoval(item) : item.Kind switch
    {
        DirectoryKind.Pool => new() { Pool = Pool.Parser.ParseFrom(item.Body) },
        DirectoryKind.Account => new() { Account = Account.Parser.ParseFrom(item.Body) },
        DirectoryKind.Membership => new() { Membership = Membership.Parser.ParseFrom(item.Body) },
        DirectoryKind.ApiKey => new() { ApiKey = WithoutNotes(ApiKey.Parser.ParseFrom(item.Body)) },
        DirectoryKind.AccountModels => new() { AccountModels = AccountModels.Parser.ParseFrom(item.Body) },
        DirectoryKind.Settings => new() { Settings = Settings.Parser.ParseFrom(item.Body) },
        _ => null,
    };

    private static Change? ToRemoval(DirectoryItem item)
    {
        var kind = item.Kind switch
        {
            DirectoryKind.Pool => Removal.Types.Kind.Pool,
            DirectoryKind.Account => Removal.Types.Kind.Account,
            DirectoryKind.Membership => Removal.Types.Kind.Membership,
            DirectoryKind.ApiKey => Removal.Types.Kind.ApiKey,
            DirectoryKind.AccountModels => Removal.Types.Kind.AccountModels,
            _ => Removal.Types.Kind.Unspecified,
        };
        return kind == Removal.Types.Kind.Unspecified ? null : new() { Removed = new() { Kind = kind, Id = item.Id.ToString() } };
    }

    // What operators write for one another, and their names, stay here.
    private static ApiKey WithoutNotes(ApiKey key)
    {
        key.Notes = "";
        if (key.Pause is { } pause) (pause.By, pause.Reason) = ("", "");
        return key;
    }
}
