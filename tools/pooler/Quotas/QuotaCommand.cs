using System.CommandLine;
using CodexPooler.Cli.Connecting;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Cli.Quotas;

internal static class QuotaCommand
{
    public static Command Create()
    {
        var which = new Argument<string[]>("account")
        {
            Description = "Only these accounts: id or label",
            Arity = ArgumentArity.ZeroOrMore
        };
        var refresh = new Option<bool>("--refresh") { Description = "Ask upstream now instead of showing what is known" };
        return Verb.Of("quota", "What is left of each account, window by window", async (call, cancellationToken) =>
        {
            var request = new ListQuotaRequest();
            foreach (var name in call.Get(which))
                request.AccountIds.Add((await call.Names.AccountAsync(name, cancellationToken)).Id);
            var accounts = (await call.Admin.ListAccountsAsync(new(),
                cancellationToken: cancellationToken)).Accounts.ToDictionary(found => found.Id);
            if (call.Get(refresh))
            {
                foreach (var id in request.AccountIds.Count > 0 ? request.AccountIds : [.. accounts.Keys])
                    await call.Quota.PollAsync(new() { AccountId = id }, cancellationToken: cancellationToken);
            }

            var quotas = (await call.Quota.ListAsync(request, cancellationToken: cancellationToken)).Accounts;
            QuotaView.Show(call.Screen, quotas, accounts);
        }, which, refresh);
    }
}
