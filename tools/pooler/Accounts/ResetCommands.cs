using System.CommandLine;
using CodexPooler.Cli.Connecting;
using CodexPooler.Cli.Parsing;

namespace CodexPooler.Cli.Accounts;

/// <summary>Resets that the upstream has granted to an account and that can be spent when its windows are used up.</summary>
internal static class ResetCommands
{
    public static Command List()
    {
        var which = Which();
        return Verb.Of("resets", "List an account's saved resets", async (call, cancellationToken) =>
        {
            var account = await call.Names.AccountAsync(call.Get(which), cancellationToken);
            var answer = await call.Quota.ListSavedResetsAsync(
                new() { AccountId = account.Id }, cancellationToken: cancellationToken);
            call.Screen.List(answer.Resets, "This account has no saved resets.", ["ID", "TITLE", "STATUS", "GRANTED", "EXPIRES"],
                reset => [reset.Id, reset.Title, reset.Status, Moment.Show(reset.GrantedAt), Moment.Show(reset.ExpiresAt)]);
        }, which);
    }

    public static Command Redeem()
    {
        var which = Which();
        var reset = new Option<string>("--reset")
        {
            Description = "Which one, by id; without it the first that the upstream lists",
        };
        var request = new Option<string>("--request-id")
        {
            Description = "Id of an earlier, interrupted redemption: repeating it spends no second reset",
        };
        var sure = new Option<bool>("--yes") { Description = "Yes, spend it: this cannot be undone" };
        return Verb.Of("redeem", "Spend a saved reset: the account's windows start afresh", async (call, cancellationToken) =>
        {
            var account = await call.Names.AccountAsync(call.Get(which), cancellationToken);
            if (!call.Get(sure))
                throw new CliException(ExitCode.Usage, $"This spends a saved reset of '{account.Label}'. Add --yes to do it.");
            var id = call.Get(request) ?? Guid.CreateVersion7().ToString();
            var answer = await call.Quota.RedeemSavedResetAsync(
                new() { AccountId = account.Id, ResetId = call.Get(reset) ?? "", RequestId = id },
                cancellationToken: cancellationToken);
            if (answer.State == "pending")
                throw new CliException(ExitCode.Unavailable, $"{answer.Message} It is also repeated by itself. Request id: {id}");
            if (answer.State != "applied") throw new CliException(ExitCode.Refused, answer.Message);
            call.Screen.Done(answer, answer.Message);
        }, which, reset, request, sure);
    }

    private static Argument<string> Which() => new("account") { Description = "Id, label or upstream account id" };
}
