using System.Collections.Concurrent;
using System.Text.Json;

namespace CodexPooler.SidecarDouble.Secrets;

/// <summary>Secret stores that are live: every read sees the last write, as a Kubernetes or Vault store does.</summary>
public sealed class SecretStores(SidecarOptions options)
{
    private readonly ConcurrentDictionary<(string Store, string Name), IReadOnlyDictionary<string, string>> _set = new();

    public void Set(string store, string name, IReadOnlyDictionary<string, string> values) =>
        _set[(store, name)] = values;

    public void Remove(string store, string name) => _set.TryRemove((store, name), out _);

    internal bool IsDenied(string store, string name) => options.DeniedSecrets.Contains($"{store}/{name}");

    internal Dictionary<string, Dictionary<string, IReadOnlyDictionary<string, string>>> Read()
    {
        var all = ReadFile();
        foreach (var ((store, name), values) in _set)
        {
            if (!all.TryGetValue(store, out var secrets))
                all[store] = secrets = [];
            secrets[name] = values;
        }

        return all;
    }

    private Dictionary<string, Dictionary<string, IReadOnlyDictionary<string, string>>> ReadFile()
    {
        if (options.SecretsFile is null)
            return [];
        using var document = JsonDocument.Parse(File.ReadAllBytes(options.SecretsFile));
        return document.RootElement.EnumerateObject().ToDictionary(
            store => store.Name,
            store => store.Value.EnumerateObject().ToDictionary(secret => secret.Name, Values));
    }

    private static IReadOnlyDictionary<string, string> Values(JsonProperty secret) =>
        secret.Value.ValueKind == JsonValueKind.Object
            ? secret.Value.EnumerateObject().ToDictionary(pair => pair.Name, pair => pair.Value.GetString()!)
            : new Dictionary<string, string> { [secret.Name] = secret.Value.GetString()! };
}
