using System.CommandLine;
using CodexPooler.Cli.Connecting;
using CodexPooler.Cli.Output;
using CodexPooler.Cli.Parsing;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Cli.Operators;

internal static class OperatorTokenCommands
{
    public static Command Create() =>
        new("token", "Tokens with which operators sign in from elsewhere") { List(), Add(), Revoke() };

    private static Command List()
    {
        var which = new Argument<string?>("operator")
        {
            Description = "Only this operator's: id or name",
            Arity = ArgumentArity.ZeroOrOne,
        };
        return Verb.Of("list", "List the tokens, without what they are", async (call, cancellationToken) =>
        {
            var names = (await call.Admin.ListOperatorsAsync(new(), cancellationToken: cancellationToken)).Operators
                .ToDictionary(found => found.Id, found => found.Name);
            var request = new ListTokensRequest();
            if (call.Find(which) is { } name) request.OperatorId = (await call.Names.OperatorAsync(name, cancellationToken)).Id;
            var tokens = (await call.Admin.ListTokensAsync(request, cancellationToken: cancellationToken)).Tokens;
            call.Screen.List(tokens, "No tokens yet. Create one: pooler operator token create NAME",
                ["PREFIX", "OF", "LABEL", "CREATED", "ID"], token =>
                [token.Prefix, names.GetValueOrDefault(token.OperatorId, token.OperatorId), token.Label,
                    Moment.Show(token.CreatedAt), token.Id]);
        }, which);
    }

    private static Command Add()
    {
        var which = OperatorCommands.Which();
        var label = new Option<string>("--label") { Description = "Where it is used" };
        var mcp = new Option<bool>("--mcp") { Description = "For an MCP host instead of this command" };
        return Verb.Of("create", "Create a token; it is shown once", async (call, cancellationToken) =>
        {
            var found = await call.Names.OperatorAsync(call.Get(which), cancellationToken);
            var request = new OperatorTokenRequest { OperatorId = found.Id, Label = call.Get(label) ?? "" };
            var token = call.Get(mcp)
                ? await call.Admin.CreateMcpTokenAsync(request, cancellationToken: cancellationToken)
                : await call.Admin.CreateOperatorTokenAsync(request, cancellationToken: cancellationToken);
            Tell(call.Screen, token, found);
        }, which, label, mcp);
    }

    private static Command Revoke()
    {
        var id = new Argument<string>("token") { Description = "The token's id or prefix (cxp-op-…), as the list shows them" };
        return Verb.Of("revoke", "End a token", async (call, cancellationToken) =>
            call.Screen.Done(await call.Admin.RevokeTokenAsync(new() { Id = call.Get(id) },
                cancellationToken: cancellationToken), "The token is revoked."), id);
    }

    private static void Tell(Screen screen, CreatedToken token, Operator found)
    {
        if (screen.IsJson)
        {
            screen.Print(MessageJson.Of(token));
            return;
        }

        screen.Say($"Token of '{found.Name}', shown this once (to revoke it: pooler operator token revoke {token.Id}):");
        screen.Say("");
        screen.Say($"  {token.Secret}");
    }
}
