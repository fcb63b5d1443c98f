using System.CommandLine;
using CodexPooler.Cli.Connecting;
using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Cli.Routers;

internal static class ClearCommand
{
    public static Command Create()
    {
        var which = new Argument<string[]>("account")
        {
            Description = "Id, label or upstream account id; several may be named",
            Arity = ArgumentArity.OneOrMore,
        };
        return Verb.Of(
            "clear",
            "Forget what is held against an account: its cool-downs end, its open circuits are probed by the next turn",
            async (call, cancellationToken) =>
            {
                var cleared = new List<ClearMarkReply>();
                foreach (var account in call.Get(which))
                {
                    var request = new ClearMarkRequest { AccountId = account };
                    cleared.Add(await call.Router.ClearMarkAsync(request, cancellationToken: cancellationToken));
                }

                call.Screen.List(cleared, "", ["ACCOUNT", "MARKS CLEARED", "CIRCUITS TO PROBE"], one =>
                    [one.Label.Length > 0 ? one.Label : one.AccountId, $"{one.MarksCleared}", $"{one.CircuitsToProbe}"]);
                Spreads.Warn(call.Screen, cleared[^1].Spread);
            },
            which);
    }
}
