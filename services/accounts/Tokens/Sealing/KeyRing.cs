using System.Diagnostics.CodeAnalysis;

namespace CodexPooler.Accounts.Tokens.Sealing;

/// <summary>Every key that can still open an envelope, and the one that seals new ones.</summary>
internal sealed class KeyRing
{
    private readonly Dictionary<string, SealingKey> _keys;

    public KeyRing(string activeId, IEnumerable<SealingKey> keys)
    {
        _keys = keys.ToDictionary(key => key.Id, StringComparer.Ordinal);
        Active = _keys.TryGetValue(activeId, out var active)
            ? active
            : throw new KeyRingException($"The key ring names '{activeId}' as its active key but does not hold it.");
        foreach (var key in _keys.Values)
            if (key.Bytes.Length != SealingKey.Length)
                throw new KeyRingException(
                    $"Key '{key.Id}' has {key.Bytes.Length} bytes; a sealing key has {SealingKey.Length}.");
    }

    public SealingKey Active { get; }

    public bool TryGet(string id, [NotNullWhen(true)] out SealingKey? key) => _keys.TryGetValue(id, out key);
}
