namespace CodexPooler.SidecarDouble.Invocation;

/// <summary>Name resolution: an app id, with or without namespace, to an address. An app may call itself.</summary>
internal sealed class PeerDirectory(SidecarOptions options)
{
    public Uri? Find(string appId)
    {
        var name = Name(appId);
        return options.Peers.TryGetValue(name, out var peer) ? peer : name == options.AppId ? options.App : null;
    }

    public bool Allows(string appId, string operation) => AccessRule.Allows(options.AccessRules, Name(appId), operation);

    private static string Name(string appId) => appId.Split('.', 2)[0];
}
