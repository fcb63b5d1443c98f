using System.Net;
using CodexPooler.Contracts.Credentials.V1;
using CodexPooler.ServiceDefaults.Secrets;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace CodexPooler.Accounts.Linking.Inviting;

/// <summary>What an invited person sees: what they are asked to do, the code to type, whether it worked.</summary>
internal static class InvitePages
{
    private const string Button = """<form method="post"><button>Sign in to join</button></form>""";

    public static void MapInvitePages(this IEndpointRouteBuilder app)
    {
        app.MapGet($"{InviteAdmin.PagePath}/{{token}}", ShowAsync);
        app.MapPost($"{InviteAdmin.PagePath}/{{token}}", AcceptAsync);
    }

    private static async Task<IResult> ShowAsync(
        string token, InviteAcceptance acceptance, Flows.LinkFlows flows, CancellationToken cancellationToken)
    {
        try
        {
            var invite = await acceptance.ReadAsync(new SecretText(token), cancellationToken);
            if (await flows.PendingForAsync(invite.Id, cancellationToken) is { } waiting) return Waiting(waiting.Current);
            if (invite.Status == Invite.Types.Status.Accepted)
                return LinkPage.Render(
                    "Joined", $"The account was added to {invite.PoolName}. You can close this page.", StatusCodes.Status200OK);
            if (invite.Status != Invite.Types.Status.Active)
                return Refuse($"{LinkProblems.InviteEnded.Message} {LinkProblems.InviteEnded.Remedy}");
            return LinkPage.Render(
                "You are invited", $"Add your Codex account to {invite.PoolName}.", StatusCodes.Status200OK, Button);
        }
        catch (RpcException cause)
        {
            return Refuse(cause.Status.Detail);
        }
    }

    private static async Task<IResult> AcceptAsync(string token, HttpContext context, InviteAcceptance acceptance)
    {
        try
        {
            var flow = await acceptance.AcceptAsync(new SecretText(token), context.RequestAborted);
            if (flow.State == LinkFlow.Types.State.Failed) return Refuse($"{flow.ErrorMessage} {flow.Remedy}");
            return TypedResults.LocalRedirect(context.Request.Path);
        }
        catch (RpcException cause)
        {
            return Refuse(cause.Status.Detail);
        }
    }

    private static IResult Waiting(LinkFlow flow)
    {
        var page = WebUtility.HtmlEncode(flow.VerificationUrl);
        var link = $"<p><a href=\"{page}\" target=\"_blank\" rel=\"noreferrer\">{page}</a></p>";
        var code = $"{link}<p><code>{WebUtility.HtmlEncode(flow.UserCode)}</code></p>";
        return LinkPage.Render("Type this code", "Open this page, sign in with the account that is to join, and type the code.",
            StatusCodes.Status200OK, code, refresh: true);
    }

    private static IResult Refuse(string text) => LinkPage.Render("This does not work", text, StatusCodes.Status410Gone);
}
