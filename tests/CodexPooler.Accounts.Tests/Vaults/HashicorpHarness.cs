using CodexPooler.Accounts.Tokens.Vaults;
using Microsoft.AspNetCore.Builder;

namespace CodexPooler.Accounts.Tests.Vaults;

internal sealed class HashicorpHarness : SidecarHarness
{
    private HashicorpDouble? _double;

    public override string Dump() => string.Concat(_double!.Stored);

    protected override void Map(WebApplication api) => (_double = new(Token, Mirror)).Map(api);

    protected override void Configure(Uri api, string tokenFile)
    {
        Options.Store = VaultStore.Hashicorp;
        Options.Hashicorp = new() { Url = api, TokenFile = tokenFile };
    }
}
