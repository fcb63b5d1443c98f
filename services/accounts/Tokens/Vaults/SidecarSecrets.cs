using Dapr;
using Dapr.Client;

namespace CodexPooler.Accounts.Tokens.Vaults;

/// <summary>
/// Reads credentials through the Dapr secrets API. It answers a missing secret like a broken store, so the store itself is asked
/// which it was.
/// </summary>
internal sealed class SidecarSecrets(DaprClient dapr, string store)
{
    private const string GetFailed = "ERR_SECRET_GET";

    public async Task<VaultEntry?> ReadAsync(string name, Func<Task<bool>> exists, CancellationToken cancellationToken)
    {
        try
        {
            return VaultDocument.Read(name, await dapr.GetSecretAsync(store, name, cancellationToken: cancellationToken));
        }
        catch (DaprApiException cause) when (cause.ErrorCode == GetFailed)
        {
            if (await exists())
                throw new VaultUnavailableException($"The Dapr secret store {store} does not answer for {name}.", cause);
            return null;
        }
        catch (DaprException cause)
        {
            throw new VaultUnavailableException($"The Dapr secret store {store} cannot be read: {cause.Message}", cause);
        }
    }
}
