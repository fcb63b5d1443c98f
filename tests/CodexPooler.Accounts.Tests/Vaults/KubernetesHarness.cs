using CodexPooler.Accounts.Tokens.Vaults;
using Microsoft.AspNetCore.Builder;

namespace CodexPooler.Accounts.Tests.Vaults;

internal sealed class KubernetesHarness : SidecarHarness
{
    private KubernetesDouble? _double;

    public override string Dump() => string.Concat(_double!.Stored);

    protected override void Map(WebApplication api) => (_double = new(Token, Mirror)).Map(api);

    protected override void Configure(Uri api, string tokenFile)
    {
        Options.Store = VaultStore.Kubernetes;
        Options.Kubernetes = new() { Url = api, Namespace = "tokens", TokenFile = tokenFile, CaFile = "" };
    }
}
