using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;

namespace CodexPooler.Accounts.Tokens.Vaults;

/// <summary>
/// One KV version 2 entry an account. Dapr reads it; writing names the engine's own version (<c>cas</c>, 0 for "nothing yet"),
/// which the entry
/// also carries because Dapr's answer does not.
/// </summary>
internal sealed class HashicorpVault(StoreHttp http, SidecarSecrets secrets, HashicorpVaultOptions options) : ITokenVault
{
    private const string Mismatch = "check-and-set parameter did not match";

    public Task<VaultEntry?> ReadAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var name = VaultName.Of(accountId);
        return secrets.ReadAsync(name, async () => await EmptyVersionAsync(name, cancellationToken) is null, cancellationToken);
    }

    public async Task<VaultWrite> TryWriteAsync(TokenRecord record, string? expectedVersion, CancellationToken cancellationToken)
    {
        var name = VaultName.Of(record.AccountId);
        var version = expectedVersion is null ? 0 : long.Parse(expectedVersion, CultureInfo.InvariantCulture);
        var written = await PutAsync(name, record, version, cancellationToken);
        if (written.Written || expectedVersion is not null) return written;

        // Nothing is stored, yet versions were counted: what a deletion that was cut short left.
        return await EmptyVersionAsync(name, cancellationToken) is { } left and > 0
            ? await PutAsync(name, record, left, cancellationToken)
            : VaultWrite.Conflict;
    }

    public async Task<bool> TryDeleteAsync(Guid accountId, string expectedVersion, CancellationToken cancellationToken)
    {
        // The engine deletes without a condition, so an empty entry is compared-and-set first.
        var name = VaultName.Of(accountId);
        var version = long.Parse(expectedVersion, CultureInfo.InvariantCulture);
        if (!await PutAsync(name, new JsonObject(), version, cancellationToken)) return false;
        var (status, _) = await SendAsync(HttpMethod.Delete, "metadata", name, null, cancellationToken);
        return status is HttpStatusCode.NoContent or HttpStatusCode.OK ? true : throw http.Unexpected(status);
    }

    private async Task<VaultWrite> PutAsync(string name, TokenRecord record, long expected, CancellationToken cancellationToken)
    {
        var version = (expected + 1).ToString(CultureInfo.InvariantCulture);
        var data = new JsonObject();
        foreach (var (key, value) in VaultDocument.Write(record, version)) data[key] = value;
        return await PutAsync(name, data, expected, cancellationToken) ? new(version) : VaultWrite.Conflict;
    }

    private async Task<bool> PutAsync(string name, JsonObject data, long expected, CancellationToken cancellationToken)
    {
        var content = new JsonObject { ["options"] = new JsonObject { ["cas"] = expected }, ["data"] = data };
        var (status, body) = await SendAsync(HttpMethod.Post, "data", name, content, cancellationToken);
        if (status == HttpStatusCode.OK) return true;
        return status == HttpStatusCode.BadRequest && body?["errors"] is JsonArray errors && errors.Any(IsMismatch)
            ? false
            : throw http.Unexpected(status);
    }

    private static bool IsMismatch(JsonNode? error) =>
        error?.GetValue<string>().Contains(Mismatch, StringComparison.Ordinal) == true;

    /// <summary>
    /// The version of an entry that holds no credential, 0 when there is no entry; null when there is a credential.
    /// </summary>
    private async Task<long?> EmptyVersionAsync(string name, CancellationToken cancellationToken)
    {
        var (status, body) = await SendAsync(HttpMethod.Get, "data", name, null, cancellationToken);
        if (status is not (HttpStatusCode.OK or HttpStatusCode.NotFound)) throw http.Unexpected(status);
        if (body?["data"]?["data"]?[VaultDocument.VersionName] is not null) return null;
        return body?["data"]?["metadata"]?["version"]?.GetValue<long>() ?? 0;
    }

    private async Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(
        HttpMethod method, string what, string name, JsonNode? content, CancellationToken cancellationToken)
    {
        var path = $"/v1/{options.Mount}/{what}/{(options.Prefix.Length == 0 ? "" : options.Prefix + "/")}{name}";
        var token = await http.TokenAsync(options.TokenFile, cancellationToken);
        return await http.SendAsync(method, new Uri(options.Url, path), content, ("X-Vault-Token", token), cancellationToken);
    }
}
