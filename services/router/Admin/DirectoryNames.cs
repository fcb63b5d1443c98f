using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Routing.Admin.Access;
using CodexPooler.Routing.Directory;
using Grpc.Core;

namespace CodexPooler.Routing.Admin;

/// <summary>
/// Finds what an operator means among what they may see: an id, a name, or the beginning of one if only one thing begins so.
/// </summary>
internal sealed class DirectoryNames(DirectorySnapshot directory, OperatorCaller caller)
{
    public Account Account(string text) => Pick(
        "account", text, directory.Accounts.Values.Where(Sees), a => [a.Id, a.Label, a.UpstreamAccountId]);

    public Pool Pool(string text) => Pick(
        "Pool", text, directory.Pools.Values.Where(p => caller.Sees(p.Id)), p => [p.Id, p.Slug, p.Name]);

    public ApiKey Key(string text) => Pick(
        "key",
        text,
        directory.Keys.Values.Where(k => k.Status != ApiKeyStatus.Revoked && caller.Sees(k.PoolId)),
        k => [k.Id, k.Name, k.Prefix]);

    public bool Sees(Account account) => caller.Pools is null
        || directory.Memberships.Values.Any(m => m.AccountId == account.Id && caller.Sees(m.PoolId));

    public bool SeesAccount(string id) => directory.Accounts.TryGetValue(id, out var account) && Sees(account);

    /// <summary>The name of a key the caller may see, or null.</summary>
    public string? NameOfKey(string id) =>
        directory.Keys.TryGetValue(id, out var key) && caller.Sees(key.PoolId) ? key.Name : null;

    private static T Pick<T>(string what, string text, IEnumerable<T> items, Func<T, string[]> namesOf)
    {
        if (text.Length == 0)
            throw new RpcException(new Status(StatusCode.InvalidArgument, $"Which {what}? Name it by id or name."));
        var all = items.ToList();
        var found = all.Where(item => namesOf(item).Contains(text, StringComparer.OrdinalIgnoreCase)).ToList();
        if (found.Count == 0)
            found = [.. all.Where(i => namesOf(i).Any(name => name.StartsWith(text, StringComparison.OrdinalIgnoreCase)))];
        return found.Count switch
        {
            1 => found[0],
            0 => throw NotFound($"There is no {what} '{text}'."),
            _ => throw NotFound($"'{text}' fits several: {string.Join(", ", found.Select(i => Show(namesOf(i))))}."),
        };
    }

    private static string Show(string[] names) => names[1].Length > 0 ? $"{names[1]} ({names[0]})" : names[0];

    private static RpcException NotFound(string words) => new(new Status(StatusCode.NotFound, words));
}
