using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace CodexPooler.Edge.Snapshot;

/// <summary>
/// Keys that were shown lately and what they open, so that not every request of a client need be hashed. It belongs to one
/// version of the directory and ends with it: nothing in it outlives a revocation. Only keys that open something are kept.
/// </summary>
internal sealed class KnownKeys
{
    private const int Places = 256;
    private readonly Shown?[] _shown = new Shown?[Places];

    public KeyEntry? Find(ReadOnlySpan<char> key)
    {
        if (Volatile.Read(ref _shown[PlaceOf(key)]) is not { } shown) return null;
        // In constant time, as hashes are compared.
        return CryptographicOperations.FixedTimeEquals(MemoryMarshal.AsBytes(key), MemoryMarshal.AsBytes<char>(shown.Key))
            ? shown.Entry
            : null;
    }

    public void Note(ReadOnlySpan<char> key, KeyEntry entry) =>
        Volatile.Write(ref _shown[PlaceOf(key)], new(key.ToArray(), entry));

    // Seeded anew in every process: nobody outside can choose two keys of one place.
    private static int PlaceOf(ReadOnlySpan<char> key) => string.GetHashCode(key) & (Places - 1);

    // No record, which would print the key.
    private sealed class Shown(char[] key, KeyEntry entry)
    {
        public char[] Key => key;

        public KeyEntry Entry => entry;
    }
}
