using CodexPooler.Contracts.Credentials.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.Routing;

namespace CodexPooler.Accounts.Linking.Flows;

/// <summary>Where a browser comes back to by itself, when the operator gave the system a public address.</summary>
internal static class CallbackEndpoint
{
    public static void MapLinkCallback(this IEndpointRouteBuilder app) => app.MapGet(BrowserLinking.CallbackPath, HandleAsync);

    private static async Task<IResult> HandleAsync(HttpContext context, LinkFlows flows, BrowserLinking browser)
    {
        var flow = await flows.OwnerOfAsync(context.Request.Query["state"].ToString(), context.RequestAborted);
        // A login that is to be pasted must not be completed by whoever reaches this address.
        if (flow?.Browser is not { } login || login.Redirect.Scheme != Uri.UriSchemeHttps)
            return LinkPage.Render(
                "Unknown sign-in",
                "This sign-in is unknown or has ended. Start the link again.",
                StatusCodes.Status400BadRequest);

        var arrived = new Uri(login.Redirect, new Uri(context.Request.GetEncodedUrl()).PathAndQuery).AbsoluteUri;
        var result = await browser.CompleteAsync(flow, arrived, context.RequestAborted);
        return result.State == LinkFlow.Types.State.Completed
            ? LinkPage.Render("Linked", "The account is linked. You can close this page.", StatusCodes.Status200OK)
            : LinkPage.Render("Not linked", $"{result.ErrorMessage} {result.Remedy}", StatusCodes.Status400BadRequest);
    }
}
