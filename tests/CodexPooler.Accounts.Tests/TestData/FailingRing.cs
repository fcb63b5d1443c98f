using System.Security.Cryptography;
using CodexPooler.Accounts.Tokens.Sealing;

namespace CodexPooler.Accounts.Tests.TestData;

/// <summary>A ring that loads at first, then in two ways not, then again with a new active key.</summary>
internal sealed class FailingRing : IKeyRingSource
{
    private int _loads;

    public int Loads => Volatile.Read(ref _loads);

    public ValueTask<KeyRing> LoadAsync(CancellationToken cancellationToken) => Interlocked.Increment(ref _loads) switch
    {
        2 => throw new HttpRequestException("the sidecar went away in the middle of its answer"),
        3 => throw new InvalidOperationException("nobody thought of this"),
        var load => ValueTask.FromResult(Ring($"k{load}")),
    };

    private static KeyRing Ring(string id) => new(id, [new(id, RandomNumberGenerator.GetBytes(SealingKey.Length))]);
}
