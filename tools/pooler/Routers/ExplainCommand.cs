using System.CommandLine;
using CodexPooler.Cli.Connecting;
using CodexPooler.Cli.Output;

namespace CodexPooler.Cli.Routers;

internal static class ExplainCommand
{
    public static Command Create()
    {
        var turn = new Argument<string>("turn")
        {
            Description = "The turn's id: from the log, the ledger or the response header x-pool-decision",
        };
        return Verb.Of("explain", "Why a turn was served, or refused, as it was", async (call, cancellationToken) =>
        {
            var reply = await call.Router.ExplainAsync(
                new() { TurnId = call.Get(turn) }, cancellationToken: cancellationToken);
            if (call.Screen.IsJson) call.Screen.Print(MessageJson.Of(reply));
            else DecisionView.Show(call.Screen, reply.Decisions);
            if (reply.Silent.Count > 0)
                call.Screen.Warn($"Not heard: {string.Join(", ", reply.Silent.Select(Spreads.Name))}. What they decided of this "
                    + "turn is missing.");
        }, turn);
    }
}
