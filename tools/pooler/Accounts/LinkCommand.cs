using System.CommandLine;
using CodexPooler.Cli.Connecting;
using CodexPooler.Contracts.Credentials.V1;

namespace CodexPooler.Cli.Accounts;

internal static class LinkCommand
{
    private static readonly Option<string[]> Pools = new("--pool")
    {
        Description = "The Pool the account joins; may be repeated",
    };
    private static readonly Option<string> Label = new("--label")
    {
        Description = "Name people see; otherwise the login's e-mail address",
    };
    private static readonly Option<string> Owner = new("--owner") { Description = "Whose account it is" };
    private static readonly Option<string> Relink = new("--relink") { Description = "Sign an account in again: id or label" };

    private static readonly Option<bool> Browser = new("--browser")
    {
        Description = "Sign in in a browser and paste the address it ends on, instead of typing a code",
    };

    private static readonly Option<string> Callback = new("--callback")
    {
        Description = "With --browser: this system's public callback instead of pasting (needs the setting links.public_url)",
    };

    public static Command Create() =>
        Verb.Of("link", "Link a Codex account: type a code on a page, or sign in in a browser", async (call, cancellationToken) =>
    {
        var request = new StartLinkRequest
        {
            PoolIds = { await call.Names.PoolIdsAsync(call.Get(Pools) ?? [], cancellationToken) },
            Label = call.Get(Label) ?? "",
            Owner = call.Get(Owner) ?? "",
            RelinkAccountId = call.Get(Relink) is { } again ? (await call.Names.AccountAsync(again, cancellationToken)).Id : "",
            CallbackUrl = call.Get(Callback) ?? "",
        };
        var flow = call.Get(Browser)
            ? await call.Linking.StartBrowserAsync(request, cancellationToken: cancellationToken)
            : await call.Linking.StartDeviceAsync(request, cancellationToken: cancellationToken);
        await LinkDialogue.RunAsync(call, flow, paste: request.CallbackUrl.Length == 0, cancellationToken);
        if (request.PoolIds.Count == 0 && request.RelinkAccountId.Length == 0)
            call.Screen.Warn("Note: a new account is in no Pool yet, so no key can use it: pooler account join ACCOUNT POOL");
    }, Pools, Label, Owner, Relink, Browser, Callback);
}
