namespace CodexPooler.Accounts.Tokens.Sealing;

/// <summary>The store that holds the key-encryption keys: never the one that holds what they seal.</summary>
internal interface IKeyRingSource
{
    ValueTask<KeyRing> LoadAsync(CancellationToken cancellationToken);
}
