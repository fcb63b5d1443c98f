using System.Text;
using CodexPooler.Accounts.Tokens.Vaults;

namespace CodexPooler.Accounts.Tests.Vaults;

internal sealed class FileHarness : VaultHarness
{
    private string Tokens => Path.Combine(Folder.Path, "tokens");

    public override ITokenVault Open(TimeProvider? time = null) => new FileTokenVault(Tokens, time ?? TimeProvider.System);

    public override Task BreakAsync()
    {
        Directory.Delete(Tokens, recursive: true);
        File.WriteAllText(Tokens, "no folder");
        return Task.CompletedTask;
    }

    public override string Dump() =>
        string.Concat(Directory.EnumerateFiles(Tokens).Select(path => File.ReadAllText(path, Encoding.Latin1)));
}
