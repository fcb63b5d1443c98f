using CodexPooler.Accounts.InstanceSettings;

namespace CodexPooler.Accounts.Linking;

/// <summary>Where people outside reach this system, if the operator said so.</summary>
internal sealed class PublicAddress(SettingsAdmin settings)
{
    public const string Setting = "links.public_url";

    public async Task<Uri?> OfAsync(string path, CancellationToken cancellationToken) =>
        (await settings.ReadAsync(cancellationToken)).Values.TryGetValue(Setting, out var url) && url.Length > 0
            ? new(new Uri(url), path)
            : null;
}
