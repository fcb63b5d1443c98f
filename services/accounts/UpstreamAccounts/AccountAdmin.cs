using System.Globalization;
using CodexPooler.Accounts.Registry.Editing;
using CodexPooler.Accounts.Registry.Storage;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Accounts.UpstreamAccounts;

/// <summary>What operators may change of a linked account. Identity and credential come only from linking.</summary>
internal sealed class AccountAdmin(DirectoryStore store)
{
    private static readonly HashSet<string> Editable = new(StringComparer.Ordinal)
    {
        "label", "owner", "tags", "reserve_percent", "weight", "priority", "owner_hours", "max_concurrency", "residency",
    };

    public Task<IReadOnlyList<Account>> ListAsync(CancellationToken cancellationToken) =>
        Editors.Accounts.ListAsync(store, cancellationToken);

    public Task<IReadOnlyList<Membership>> ListMembershipsAsync(CancellationToken cancellationToken) =>
        Editors.Memberships.ListAsync(store, cancellationToken);

    public Task<Account> SaveAsync(string actor, SaveAccountRequest request, CancellationToken cancellationToken) =>
        store.ChangeAsync(
        actor,
        async change =>
        {
            var problems = new FieldProblems();
            if (request.Fields is null || request.Fields.Paths.Count == 0) problems.Add("fields", "names no field to change");
            foreach (var path in request.Fields?.Paths ?? [])
                problems.Require(Editable.Contains(path), path, "cannot be changed here");
            problems.ThrowIfAny();

            var (before, after, revision) = await Editors.Accounts.MergeAsync(
                change, request.Account.Id, request.Account.Revision, request.Account, request.Fields);
            AccountRules.Check(after);
            return await StoreAsync(change, "account.edit", before, after, revision);
        },
        cancellationToken);

    public Task<Account> PauseAsync(string actor, PauseRequest request, CancellationToken cancellationToken) => store.ChangeAsync(
        actor,
        async change =>
        {
            var account = await Editors.Accounts.LoadAsync(change, request.Id);
            Pauses.Check(request, change.Now);
            // A person's pause stands until a person ends it.
            if (request.Automatic && account.Pause is { Automatic: false }) return account;
            var before = account.Clone();
            account.Pause = Pauses.Begin(actor, request, change.Now);
            if (account.Status is AccountStatus.Active or AccountStatus.Refreshing) account.Status = AccountStatus.Paused;
            // An account that needs its owner says so, paused or not.
            if (account.Status == AccountStatus.Paused) account.StatusReason = Describe(account.Pause);
            return await StoreAsync(change, "account.pause", before, account, before.Revision);
        },
        cancellationToken);

    public Task<Account> ResumeAsync(string actor, string id, bool automatic, CancellationToken cancellationToken) =>
        store.ChangeAsync(
        actor,
        async change =>
        {
            var account = await Editors.Accounts.LoadAsync(change, id);
            if (account.Pause is null || (automatic && !Pauses.MayEndByItself(account.Pause, change.Now))) return account;
            var before = account.Clone();
            account.Pause = null;
            if (account.Status == AccountStatus.Paused) (account.Status, account.StatusReason) = (AccountStatus.Active, "");
            return await StoreAsync(change, "account.resume", before, account, before.Revision);
        },
        cancellationToken);

    public Task<Membership> SaveMembershipAsync(string actor, Membership wish, CancellationToken cancellationToken) =>
        store.ChangeAsync(
        actor,
        async change =>
        {
            var pool = await Editors.Pools.LoadAsync(change, wish.PoolId);
            var account = await Editors.Accounts.LoadAsync(change, wish.AccountId);
            return await MembershipWriter.PutAsync(change, pool, account, wish.Enabled, wish.Revision);
        },
        cancellationToken);

    /// <summary>
    /// What the tokens' side learned: status, reason, credential generation. Writes only when something changed.
    /// </summary>
    public Task<Account> ReportAsync(string accountId, AccountReport report, CancellationToken cancellationToken) =>
        store.ChangeAsync(
        "system",
        async change =>
        {
            var account = await Editors.Accounts.LoadAsync(change, accountId);
            var before = account.Clone();
            // What was served from memory says nothing about a renewal under way.
            var isStillRenewed = account.Status == AccountStatus.Refreshing && report.Status == AccountStatus.Active
                && report.Generation <= account.CredentialGeneration;
            account.CredentialGeneration = Math.Max(account.CredentialGeneration, report.Generation);
            if (account.Status != AccountStatus.Disabled && !isStillRenewed)
            {
                account.Status = report.Status == AccountStatus.Active && account.Pause is not null
                    ? AccountStatus.Paused
                    : report.Status;
                account.StatusReason = account.Status == AccountStatus.Paused ? Describe(account.Pause!) : report.Reason;
            }

            if (report.Plan is not null) account.Plan = report.Plan;
            return before.Equals(account)
                ? account
                : await StoreAsync(change, "account.status", before, account, before.Revision);
        },
        cancellationToken);

    /// <summary>What the usage answer says the account's plan is; plans change without a new login.</summary>
    public Task<Account> RecordPlanAsync(string accountId, string plan, CancellationToken cancellationToken) => store.ChangeAsync(
        "system",
        async change =>
        {
            var account = await Editors.Accounts.LoadAsync(change, accountId);
            if (account.Plan == plan) return account;
            var before = account.Clone();
            account.Plan = plan;
            return await StoreAsync(change, "account.plan", before, account, before.Revision);
        },
        cancellationToken);

    private static string Describe(Pause pause)
    {
        var end = pause.Until?.ToDateTimeOffset().ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);
        var until = end is null ? "" : $" until {end}";
        return $"paused by {pause.By}{until}{(pause.Reason.Length > 0 ? $": {pause.Reason}" : "")}";
    }

    private static async Task<Account> StoreAsync(
        DirectoryChange change, string action, Account before, Account after, long revision)
    {
        await Editors.Accounts.StoreAsync(
            change, after.Id, revision, after, await change.NameOfAsync(DirectoryKind.Account, Guid.Parse(after.Id)));
        await change.AuditAsync(action, $"account:{after.Id}", Differences.Between(Lasting(before), Lasting(after)));
        return after;
    }

    // A renewal that goes on meanwhile comes and goes by itself: it is nothing that anybody did.
    private static Account Lasting(Account account)
    {
        if (account.Status != AccountStatus.Refreshing) return account;
        var lasting = account.Clone();
        lasting.Status = AccountStatus.Active;
        return lasting;
    }
}
