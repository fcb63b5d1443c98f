using System.Text.Json;
using CodexPooler.Accounts.Tokens.Vaults;

namespace CodexPooler.Accounts.Tokens.Refreshing;

/// <summary>The second durable place: a sealed result that the vault would not take waits here until it does.</summary>
internal sealed class SpillJournal
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const string Ending = ".spill";
    private readonly string _folder;

    public SpillJournal(string folder)
    {
        _folder = folder;
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(folder);
        else Directory.CreateDirectory(folder, OwnerOnly | UnixFileMode.UserExecute);
    }

    public void Keep(TokenRecord record)
    {
        var path = PathOf(record.AccountId);
        var draft = path + ".new";
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerOnly;
        using (var file = new FileStream(draft, options))
        {
            file.Write(TokenJson.Write(record));
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, path, overwrite: true);
    }

    public TokenRecord? Find(Guid accountId) => Read(PathOf(accountId));

    /// <summary>The accounts whose results wait here.</summary>
    public IReadOnlyList<Guid> Waiting() =>
        [.. Directory.EnumerateFiles(_folder, "*" + Ending)
            .Select(Read).OfType<TokenRecord>().Select(record => record.AccountId)];

    public void Drop(Guid accountId) => File.Delete(PathOf(accountId));

    private string PathOf(Guid accountId) => Path.Combine(_folder, VaultName.Of(accountId) + Ending);

    private static TokenRecord? Read(string path)
    {
        try
        {
            return TokenJson.Read(File.ReadAllBytes(path));
        }
        catch (Exception cause) when (cause is FileNotFoundException or JsonException)
        {
            return null;
        }
    }
}
