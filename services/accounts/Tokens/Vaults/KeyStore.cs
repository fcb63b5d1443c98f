namespace CodexPooler.Accounts.Tokens.Vaults;

/// <summary>Where the sealing keys rest: never beside what they seal.</summary>
internal enum KeyStore
{
    /// <summary>A file of this machine, made at the first start.</summary>
    File,

    /// <summary>A Dapr secret store of its own, which this service only reads.</summary>
    Dapr,
}
