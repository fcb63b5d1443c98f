using CodexPooler.Accounts.Issuer;
using CodexPooler.Accounts.Registry.Editing;
using CodexPooler.Contracts.Credentials.V1;
using CodexPooler.ServiceDefaults.Secrets;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Options;

namespace CodexPooler.Accounts.Linking.Flows;

/// <summary>
/// Sign-in in a browser with PKCE; its end is pasted, or comes back by itself where the public address allows it.
/// </summary>
internal sealed class BrowserLinking(
    LinkFlows flows,
    LinkCompletion completion,
    PublicAddress address,
    IOptions<IssuerOptions> issuer,
    IOptions<LinkingOptions> options,
    TimeProvider time)
{
    public const string CallbackPath = "/auth/callback";

    public async Task<LinkFlow> StartAsync(LinkOrder order, string callbackUrl, CancellationToken cancellationToken)
    {
        var (login, state) = BrowserLogin.New(await RedirectAsync(callbackUrl, cancellationToken));
        var start = new LinkFlow { AuthorizeUrl = AuthorizeUrl(login, state) };
        var link = PendingLink.New(order, start, time.GetUtcNow() + options.Value.BrowserLifetime) with { Browser = login };
        return (await flows.AddAsync(link, cancellationToken)).Current;
    }

    public async Task<LinkFlow> CompleteAsync(PendingLink link, string pasted, CancellationToken cancellationToken)
    {
        if (link.Browser is not { } login || !link.IsPending) return link.Remark(Late(link));
        if (link.Until <= time.GetUtcNow()) return link.Failed(LinkProblems.Expired, LinkFlow.Types.State.Expired);
        var result = CallbackReader.Read(pasted, login.Redirect);
        if (result.Problem is not null) return link.Remark(result.Problem);
        if (!login.Owns(result.State)) return link.Remark(LinkProblems.InvalidState);
        if (await flows.TryClaimAsync(link, cancellationToken) is not { } mine) return link.Remark(LinkProblems.NotPending);

        // A person who closes the page must not cut off the exchange of a code that works once.
        return result.Denied
            ? await completion.EndAsync(mine, LinkProblems.ProviderDenied)
            : await completion.CompleteAsync(mine, result.Code, login.Verifier, login.Redirect);
    }

    private static LinkProblem Late(PendingLink link) =>
        link.Flow.State == LinkFlow.Types.State.Expired ? LinkProblems.Expired : LinkProblems.NotPending;

    private async Task<Uri> RedirectAsync(string callbackUrl, CancellationToken cancellationToken)
    {
        if (callbackUrl.Length == 0) return options.Value.PastedCallback;
        var allowed = await address.OfAsync(CallbackPath, cancellationToken);
        var problems = new FieldProblems();
        problems.Require(callbackUrl == allowed?.AbsoluteUri, "callback_url", allowed is not null
            ? $"must be {allowed.AbsoluteUri}"
            : $"needs the setting {PublicAddress.Setting}; leave it empty to paste the address instead");
        problems.ThrowIfAny();
        return new(callbackUrl);
    }

    private string AuthorizeUrl(BrowserLogin login, SecretText state) => QueryHelpers.AddQueryString(
        new Uri(issuer.Value.Url, "/oauth/authorize").AbsoluteUri,
        new Dictionary<string, string?>
        {
            ["response_type"] = "code",
            ["client_id"] = issuer.Value.ClientId,
            ["redirect_uri"] = login.Redirect.OriginalString,
            ["scope"] = options.Value.Scope,
            ["code_challenge"] = login.Challenge,
            ["code_challenge_method"] = "S256",
            ["state"] = state.Reveal(),
            ["id_token_add_organizations"] = "true",
            ["codex_cli_simplified_flow"] = "true",
            ["originator"] = "codex_cli_rs",
        });
}
