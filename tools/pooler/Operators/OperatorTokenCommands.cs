using System.CommandLine;
using CodexPooler.Cli.Connecting;
using CodexPooler.Cli.Output;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Cli.Operators;

internal static class OperatorTokenCommands
{
    public static Command Create() => new("token", "Tokens with which operators sign in from elsewhere") { Add(), Revoke() };

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
        var id = new Argument<string>("id") { Description = "The token's id" };
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
