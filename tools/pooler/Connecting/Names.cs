using CodexPooler.Contracts.Credentials.V1;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Cli.Connecting;

/// <summary>Finds what a person means: an id, a name, or the beginning of one if only one thing begins so.</summary>
internal sealed class Names(Call call)
{
    public async Task<Pool> PoolAsync(string text, CancellationToken cancellationToken) => Pick("Pool", text,
        (await call.Admin.ListPoolsAsync(new(), cancellationToken: cancellationToken)).Pools, pool => [pool.Id, pool.Slug,
            pool.Name]);

    public async Task<IReadOnlyList<string>> PoolIdsAsync(IEnumerable<string> texts, CancellationToken cancellationToken)
    {
        var ids = new List<string>();
        foreach (var text in texts) ids.Add((await PoolAsync(text, cancellationToken)).Id);
        return ids;
    }

    public async Task<Account> AccountAsync(string text, CancellationToken cancellationToken) => Pick("account", text,
        (await call.Admin.ListAccountsAsync(new(), cancellationToken: cancellationToken)).Accounts,
        account => [account.Id, account.Label, account.UpstreamAccountId]);

    public async Task<ApiKey> KeyAsync(string text, CancellationToken cancellationToken) => Pick("key", text,
        (await call.Admin.ListKeysAsync(new() { IncludeInactive = true }, cancellationToken: cancellationToken)).Keys
            .OrderBy(key => key.Status == ApiKeyStatus.Revoked),
        key => [key.Id, key.Prefix, key.Name], key => key.Status != ApiKeyStatus.Revoked);

    public async Task<Operator> OperatorAsync(string text, CancellationToken cancellationToken) => Pick("operator", text,
        (await call.Admin.ListOperatorsAsync(new(), cancellationToken: cancellationToken)).Operators, found => [found.Id,
            found.Name]);

    public async Task<Invite> InviteAsync(string text, CancellationToken cancellationToken) => Pick("invite", text,
        (await call.Linking.ListInvitesAsync(new(), cancellationToken: cancellationToken)).Invites, invite => [invite.Id,
            invite.Label]);

    /// <param name="preferred">Among several that match, those that this holds for count alone.</param>
    private static T Pick<T>(
        string what, string text, IEnumerable<T> items, Func<T, string[]> namesOf, Func<T, bool>? preferred = null)
    {
        var all = items.ToList();
        var found = all.Where(item => namesOf(item).Contains(text, StringComparer.OrdinalIgnoreCase)).ToList();
        if (found.Count == 0)
            found = [.. all.Where(item => namesOf(item).Any(name => name.StartsWith(text, StringComparison.OrdinalIgnoreCase)))];
        if (found.Count > 1 && preferred is not null && found.Any(preferred)) found = [.. found.Where(preferred)];
        return found.Count switch
        {
            1 => found[0],
            0 => throw new CliException(ExitCode.NotFound,
                $"There is no {what} '{text}'. List them: pooler {what.ToLowerInvariant()} list"),
            _ => throw new CliException(ExitCode.NotFound,
                $"'{text}' fits several: {string.Join(", ", found.Select(item => $"{namesOf(item)[1]} ({namesOf(item)[0]})"))}."),
        };
    }
}
