using System.Text;
using CodexPooler.Accounts.Tokens.Vaults;
using CodexPooler.SidecarDouble.State;

namespace CodexPooler.Accounts.Tests.Vaults;

/// <summary>With the profile of the production store, whose lost create race is a plain failure.</summary>
internal sealed class DaprStateHarness : SidecarHarness
{
    protected override StateStoreProfile Profile => StateStoreProfile.PostgreSql;

    public override string Dump() => File.ReadAllText(Path.Combine(Folder.Path, "state.json"), Encoding.UTF8);

    protected override void Configure(Uri api, string tokenFile) => Options.Store = VaultStore.DaprState;
}
