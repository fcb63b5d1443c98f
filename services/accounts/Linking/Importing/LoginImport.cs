using CodexPooler.Accounts.Linking.Identity;
using CodexPooler.Accounts.Registry.Storage;
using CodexPooler.Accounts.Tokens;
using CodexPooler.Accounts.Tokens.Vaults;
using CodexPooler.Contracts.Credentials.V1;
using CodexPooler.Contracts.Directory.V1;
using Outcome = CodexPooler.Contracts.Credentials.V1.ImportResult.Types.Outcome;

namespace CodexPooler.Accounts.Linking.Importing;

/// <summary>
/// Takes logins over from files. An older copy of a login never replaces a newer one, so importing twice does no harm.
/// </summary>
internal sealed class LoginImport(AccountLinker linker, CredentialWriter credentials, DirectoryStore store, TimeProvider time)
{
    private const string Shared =
        "From now on only this system may renew the login. Another tool that uses the same file (the Codex " +
        "client, another proxy) would end it: delete the file there. Do not run 'codex logout' with it, that revokes the login " +
        "here too.";

    private const string WasDisabled =
        "The file was marked disabled; the account is active here. Pause it if that is not wanted.";

    public async Task<IReadOnlyList<ImportResult>> ImportAsync(
        LinkOrder order, IEnumerable<ImportFile> files, bool dryRun, CancellationToken cancellationToken)
    {
        var results = new List<ImportResult>();
        var seen = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var file in files)
        {
            var number = 0;
            var logins = LoginFileReader.Read(file.Content.Memory, time.GetUtcNow());
            foreach (var login in logins)
            {
                number++;
                var name = logins.Count == 1 ? file.Name : $"{file.Name}#{number}";
                results.Add(await OneAsync(order, name, login, seen, dryRun, cancellationToken));
            }
        }

        return results;
    }

    private async Task<ImportResult> OneAsync(
        LinkOrder order, string name, LoginFile login, Dictionary<string, string> seen, bool dryRun,
            CancellationToken cancellationToken)
    {
        if (login.Tokens is not { } tokens) return Reject(name, login.Problem!);
        var identity = LinkedIdentity.Of(tokens, login.AccountId)!;
        var result = new ImportResult { File = name, Plan = identity.Plan, Label = identity.Email };
        if (!seen.TryAdd(identity.Seat.UniqueName(), name))
            return Duplicate(result, $"It is the same seat as {seen[identity.Seat.UniqueName()]}.");

        var known = await store.FindNamedAsync(DirectoryKind.Account, identity.Seat.UniqueName(), cancellationToken);
        var account = known is null ? null : Account.Parser.ParseFrom(known.Body);
        (result.AccountId, result.Label) = (account?.Id ?? "", account?.Label ?? result.Label);
        if (account is not null && await HoldsNewerAsync(account, tokens, cancellationToken))
            return Duplicate(
                result, "This seat is already linked, and its credential is as new as the file or newer. Nothing was changed.");

        result.Outcome = account is null ? Outcome.Added : Outcome.Updated;
        result.Warnings.Add(Shared);
        if (login.Disabled) result.Warnings.Add(WasDisabled);
        if (dryRun) return result;

        var outcome = await linker.LinkAsync(order, tokens, login.AccountId, cancellationToken);
        if (outcome is LinkOutcome.Refused refused) return Reject(name, refused.Problem);
        var linked = ((LinkOutcome.Linked)outcome).Account;
        (result.AccountId, result.Label) = (linked.Id, linked.Label);
        return result;
    }

    private async Task<bool> HoldsNewerAsync(Account account, TokenSet offered, CancellationToken cancellationToken)
    {
        if (account.Status is AccountStatus.ReauthRequired or AccountStatus.Disabled) return false;
        try
        {
            var held = await credentials.PeekAsync(Guid.Parse(account.Id), cancellationToken);
            return held is not null && (held.RefreshToken == offered.RefreshToken || IssuedAt(held) >= IssuedAt(offered));
        }
        catch (VaultUnavailableException)
        {
            // The link itself will say that the store is away.
            return false;
        }
    }

    private static DateTimeOffset IssuedAt(TokenSet tokens) =>
        JwtClaims.Read(tokens.AccessToken)?.Time("iat") ?? DateTimeOffset.MinValue;

    private static ImportResult Duplicate(ImportResult result, string message)
    {
        (result.Outcome, result.Message) = (Outcome.DuplicateSeat, message);
        return result;
    }

    private static ImportResult Reject(string name, LinkProblem problem) => new()
    {
        File = name,
        Outcome = Outcome.Rejected,
        ErrorCode = problem.Code,
        Message = $"{problem.Message} {problem.Remedy}",
    };
}
