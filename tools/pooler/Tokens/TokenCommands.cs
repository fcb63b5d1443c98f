using System.CommandLine;
using CodexPooler.Cli.Connecting;
using CodexPooler.Cli.Parsing;
using CodexPooler.Contracts.Credentials.V1;

namespace CodexPooler.Cli.Tokens;

internal static class TokenCommands
{
    public static Command Create() => new("token", "The accounts' access tokens") { Refresh() };

    private static Command Refresh()
    {
        var which = new Argument<string>("account") { Description = "Id or label" };
        return Verb.Of("refresh", "Renew an account's access token now", async (call, cancellationToken) =>
        {
            var account = await call.Names.AccountAsync(call.Get(which), cancellationToken);
            var outcome = await call.Credentials.RefreshAsync(new() { AccountId = account.Id },
                cancellationToken: cancellationToken);
            if (outcome.Result is RefreshOutcome.Types.Result.Refreshed or RefreshOutcome.Types.Result.AlreadyFresh)
            {
                call.Screen.Done(outcome, $"Generation {outcome.Generation}, lives until {Moment.Show(outcome.ExpiresAt)}.");
                return;
            }

            var code = outcome.Result == RefreshOutcome.Types.Result.TransientFailure ? ExitCode.Unavailable : ExitCode.Refused;
            throw new CliException(code, $"{Words.Of(outcome.Result)}: {outcome.Reason} {outcome.Remedy}");
        }, which);
    }
}
