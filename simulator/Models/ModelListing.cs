using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CodexPooler.Simulator.Accounts;

namespace CodexPooler.Simulator.Models;

/// <summary>The models of one account at one revision.</summary>
internal sealed class ModelListing
{
    private readonly ConcurrentDictionary<string, byte[]> _bodies = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<ModelTraits> _models;

    public ModelListing(SimulatedAccount account, int revision)
    {
        Account = account;
        Revision = revision;
        _models = [.. ModelShelf.All.Where(model => account.Offers(model.Slug))];
        var named = string.Join(' ', _models.Select(model => model.Slug).Append($"revision {revision}"));
        ETag = $"W/\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(named)))[..32]}\"";
    }

    public SimulatedAccount Account { get; }

    public int Revision { get; }

    /// <summary>The same for every client version: turns repeat it in x-models-etag without knowing the client's.</summary>
    public string ETag { get; }

    /// <summary>What a client of this version can read; one that names none gets everything.</summary>
    public ReadOnlyMemory<byte> Body(Version? client) => _bodies.GetOrAdd(client?.ToString() ?? "", _ => Write(client));

    private byte[] Write(Version? client)
    {
        var readable = _models.Where(model => client is null || client >= model.MinimalClient);
        var list = new JsonObject { ["models"] = new JsonArray([.. readable.Select(ModelEntry.Describe)]) };
        return Encoding.UTF8.GetBytes(list.ToJsonString());
    }
}
