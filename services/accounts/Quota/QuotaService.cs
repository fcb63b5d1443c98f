using CodexPooler.Accounts.Access;
using CodexPooler.Accounts.Audit;
using CodexPooler.Accounts.Quota.Evidence;
using CodexPooler.Accounts.Quota.Keeping;
using CodexPooler.Accounts.Quota.Polling;
using CodexPooler.Accounts.Quota.SavedResets;
using CodexPooler.Accounts.Registry.Editing;
using CodexPooler.Accounts.Registry.Storage;
using CodexPooler.Accounts.Serving;
using CodexPooler.Accounts.UpstreamAccounts;
using CodexPooler.Contracts.Directory.V1;
using Grpc.Core;
using Rpc = CodexPooler.Contracts.Directory.V1.Quota;

namespace CodexPooler.Accounts.Quota;

/// <summary>What is left of each account: told to routers and operators, taken from edges.</summary>
internal sealed class QuotaService(
    CallerAccess access,
    AccountAccess accountAccess,
    QuotaBook book,
    UsageProbe probe,
    SavedResetDesk resets,
    CredentialCache credentials,
    AccountAdmin accounts,
    DirectoryStore store,
    OperatorActs acts,
    TimeProvider time) : Rpc.QuotaBase
{
    public override async Task<ListQuotaResponse> List(ListQuotaRequest request, ServerCallContext context)
    {
        var sees = await VisibleAsync(request, context);
        await book.Loaded.WaitAsync(context.CancellationToken);
        return new() { Accounts = { book.All().Where(account => sees(account.Key)).Select(Write) } };
    }

    public override async Task Watch(
        ListQuotaRequest request, IServerStreamWriter<AccountQuota> responseStream, ServerCallContext context)
    {
        var sees = await VisibleAsync(request, context);
        await book.Loaded.WaitAsync(context.CancellationToken);
        await foreach (var account in book.WatchAsync(context.CancellationToken))
            if (sees(account.Key)) await responseStream.WriteAsync(Write(account), context.CancellationToken);
    }

    public override Task<ReportQuotaResponse> Report(ReportQuotaRequest request, ServerCallContext context)
    {
        access.RequireDirectoryCaller(context);
        foreach (var report in request.Accounts)
        {
            var id = Refusals.Id("account", report.AccountId);
            book.Absorb(id, QuotaMessages.Read(report, credentials.GenerationOf(id), time.GetUtcNow()));
        }

        return Task.FromResult(new ReportQuotaResponse());
    }

    public override async Task<AccountQuota> Poll(PollQuotaRequest request, ServerCallContext context)
    {
        var caller = await accountAccess.RequireChangeAsync(context, request.Actor, request.AccountId);
        var account = await FindAsync(request.AccountId, context.CancellationToken);
        var reason = await probe.AskAsync(account, context.CancellationToken);
        await acts.RecordAsync(
            caller.Name, "quota.poll", $"account:{account.Id}", reason is null ? "done" : "nothing told", new { account.Label });
        if (reason is not null)
            throw new RpcException(
                new Status(StatusCode.Unavailable, $"The upstream told nothing: {reason}. What was known before still holds."));
        return Write(account);
    }

    public override async Task<ListSavedResetsResponse> ListSavedResets(SavedResetsRequest request, ServerCallContext context)
    {
        await accountAccess.RequireChangeAsync(context, request.Actor, request.AccountId);
        var account = await FindAsync(request.AccountId, context.CancellationToken);
        return new() { Resets = { await resets.ListAsync(account, context.CancellationToken) } };
    }

    public override async Task<RedeemSavedResetResponse> RedeemSavedReset(
        RedeemSavedResetRequest request, ServerCallContext context)
    {
        var caller = await accountAccess.RequireChangeAsync(context, request.Actor, request.AccountId);
        var problems = new FieldProblems();
        problems.Require(request.RequestId.Length is > 0 and <= 128, "request_id",
            "must be 1 to 128 characters: it keeps a repetition from redeeming twice");
        problems.ThrowIfAny();
        var account = await FindAsync(request.AccountId, context.CancellationToken);
        var state = await resets.RedeemAsync(
            caller.Name, account, request.ResetId, request.RequestId, automatic: false, context.CancellationToken);
        return new() { State = state, Message = RedeemState.Describe(state), Quota = Write(account) };
    }

    private AccountQuota Write(Account account) =>
        Write(KeyValuePair.Create(Guid.Parse(account.Id), book.Of(Guid.Parse(account.Id))));

    private AccountQuota Write(KeyValuePair<Guid, AccountEvidence> account) =>
        QuotaMessages.Write(account.Key, account.Value, time.GetUtcNow());

    private async Task<Account> FindAsync(string accountId, CancellationToken cancellationToken)
    {
        var item = await store.FindAsync(DirectoryKind.Account, Refusals.Id("account", accountId), cancellationToken);
        return item is null ? throw Refusals.Unknown("account", accountId) : Account.Parser.ParseFrom(item.Body);
    }

    private async Task<Func<Guid, bool>> VisibleAsync(ListQuotaRequest request, ServerCallContext context)
    {
        var caller = await access.RequireReaderAsync(context, request.Actor);
        var wanted = request.AccountIds.Select(id => Refusals.Id("account", id)).ToHashSet();
        var allowed = caller?.Pools is null
            ? null
            : (await accounts.ListMembershipsAsync(context.CancellationToken)).Where(membership => caller.Sees(membership.PoolId))
                .Select(membership => Guid.Parse(membership.AccountId)).ToHashSet();
        return id => (wanted.Count == 0 || wanted.Contains(id)) && allowed?.Contains(id) != false;
    }
}
