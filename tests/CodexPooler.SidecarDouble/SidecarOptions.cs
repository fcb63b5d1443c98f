using CodexPooler.SidecarDouble.State;

namespace CodexPooler.SidecarDouble;

/// <summary>How one sidecar is set up. Tokens are the ones real deployments share between an app and its sidecar.</summary>
public sealed record SidecarOptions
{
    public required string AppId { get; init; }

    /// <summary>The app behind the sidecar; scheme <c>h2c</c> for prior-knowledge HTTP/2, <c>http</c> for HTTP/1.1.</summary>
    public Uri? App { get; init; }

    public int HttpPort { get; init; }

    public int GrpcPort { get; init; }

    /// <summary>Application addresses by app id, in place of name resolution and the callee's own sidecar.</summary>
    public IReadOnlyDictionary<string, Uri> Peers { get; init; } = new Dictionary<string, Uri>();

    public string? ApiToken { get; init; }

    public string? AppToken { get; init; }

    /// <summary>JSON: store → secret → text or map of texts. Read at every request, as a live store is.</summary>
    public string? SecretsFile { get; init; }

    /// <summary>Names like <c>store/secret</c> that a scope denies.</summary>
    public IReadOnlySet<string> DeniedSecrets { get; init; } = new HashSet<string>();

    public IReadOnlyDictionary<string, StateStoreProfile> StateStores { get; init; } =
        new Dictionary<string, StateStoreProfile>();

    public string? ActorStateStore { get; init; }

    /// <summary>Keeps state across restarts and shares it between sidecars that name the same file.</summary>
    public string? StateFile { get; init; }

    /// <summary>Output bindings by name; with a folder they write files, without they only record.</summary>
    public IReadOnlyDictionary<string, string?> Bindings { get; init; } = new Dictionary<string, string?>();

    public IReadOnlySet<string> PubSubs { get; init; } = new HashSet<string>();

    public IReadOnlyList<AccessRule> AccessRules { get; init; } = [];

    public int MaxBodySize { get; init; } = 4 * 1024 * 1024;
}
