using Dapr;
using Dapr.Client;

namespace CodexPooler.Accounts.Tokens.Sealing;

/// <summary>The ring in a Dapr secret store of its own.</summary>
internal sealed class DaprKeyRing(DaprClient dapr, string store, string secret) : IKeyRingSource
{
    public async ValueTask<KeyRing> LoadAsync(CancellationToken cancellationToken)
    {
        try
        {
            return KeyRingDocument.Parse(await dapr.GetSecretAsync(store, secret, cancellationToken: cancellationToken));
        }
        catch (DaprException cause)
        {
            throw new KeyRingException(
                $"The key ring '{secret}' of the Dapr secret store '{store}' cannot be read: {cause.Message}");
        }
    }
}
