using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;

namespace CodexPooler.Accounts.Tokens.Vaults;

/// <summary>
/// One Secret an account. Dapr reads it; writing is Kubernetes' own optimistic lock: a PUT that names the resourceVersion it
/// replaces, 409 when
/// that is no longer the one.
/// </summary>
internal sealed class KubernetesSecretVault(StoreHttp http, SidecarSecrets secrets, KubernetesVaultOptions options) : ITokenVault
{
    public Task<VaultEntry?> ReadAsync(Guid accountId, CancellationToken cancellationToken)
    {
        var name = VaultName.Of(accountId);
        return secrets.ReadAsync(name, async () => await GetAsync(name, cancellationToken) is not null, cancellationToken);
    }

    public async Task<VaultWrite> TryWriteAsync(TokenRecord record, string? expectedVersion, CancellationToken cancellationToken)
    {
        var name = VaultName.Of(record.AccountId);
        var held = await GetAsync(name, cancellationToken);
        if (VersionOf(held) != expectedVersion) return VaultWrite.Conflict;

        var version = (expectedVersion is null ? 1 : long.Parse(expectedVersion, CultureInfo.InvariantCulture) + 1)
            .ToString(CultureInfo.InvariantCulture);
        var secret = Secret(name, record, version, held);
        var (status, _) = held is null
            ? await SendAsync(HttpMethod.Post, "", secret, cancellationToken)
            : await SendAsync(HttpMethod.Put, name, secret, cancellationToken);
        return status switch
        {
            HttpStatusCode.OK or HttpStatusCode.Created => new(version),
            HttpStatusCode.Conflict or HttpStatusCode.NotFound => VaultWrite.Conflict,
            _ => throw http.Unexpected(status),
        };
    }

    public async Task<bool> TryDeleteAsync(Guid accountId, string expectedVersion, CancellationToken cancellationToken)
    {
        var name = VaultName.Of(accountId);
        var held = await GetAsync(name, cancellationToken);
        if (held is null || VersionOf(held) != expectedVersion) return false;
        var only = new JsonObject { ["preconditions"] = new JsonObject { ["resourceVersion"] = ResourceVersion(held) } };
        var (status, _) = await SendAsync(HttpMethod.Delete, name, only, cancellationToken);
        return status switch
        {
            HttpStatusCode.OK or HttpStatusCode.Accepted => true,
            HttpStatusCode.Conflict or HttpStatusCode.NotFound => false,
            _ => throw http.Unexpected(status),
        };
    }

    private static JsonObject Secret(string name, TokenRecord record, string version, JsonNode? held)
    {
        var metadata = new JsonObject
        {
            ["name"] = name,
            ["labels"] = new JsonObject { ["app.kubernetes.io/part-of"] = "codex-pooler" },
        };
        if (held is not null) metadata["resourceVersion"] = ResourceVersion(held);
        var data = new JsonObject();
        foreach (var (key, value) in VaultDocument.Write(record, version))
            data[key] = Convert.ToBase64String(Encoding.UTF8.GetBytes(value));
        return new()
        {
            ["apiVersion"] = "v1",
            ["kind"] = "Secret",
            ["type"] = "Opaque",
            ["metadata"] = metadata,
            ["data"] = data,
        };
    }

    private static string ResourceVersion(JsonNode held) => held["metadata"]!["resourceVersion"]!.GetValue<string>();

    private static string? VersionOf(JsonNode? held) =>
        held?["data"]?[VaultDocument.VersionName]?.GetValue<string>() is { } version
        ? Encoding.UTF8.GetString(Convert.FromBase64String(version))
        : null;

    private async Task<JsonNode?> GetAsync(string name, CancellationToken cancellationToken)
    {
        var (status, body) = await SendAsync(HttpMethod.Get, name, null, cancellationToken);
        return status switch
        {
            HttpStatusCode.OK => body,
            HttpStatusCode.NotFound => null,
            _ => throw http.Unexpected(status),
        };
    }

    private async Task<(HttpStatusCode Status, JsonNode? Body)> SendAsync(
        HttpMethod method, string name, JsonNode? content, CancellationToken cancellationToken)
    {
        var path = $"/api/v1/namespaces/{options.Namespace}/secrets{(name.Length == 0 ? "" : "/" + name)}";
        var token = await http.TokenAsync(options.TokenFile, cancellationToken);
        return await http.SendAsync(
            method, new Uri(options.Url, path), content, ("Authorization", "Bearer " + token), cancellationToken);
    }
}
