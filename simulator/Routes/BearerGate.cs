using CodexPooler.Simulator.Accounts;

namespace CodexPooler.Simulator.Routes;

internal sealed class BearerGate(IAccessTokens tokens)
{
    private const string Scheme = "Bearer ";

    public AccessVerdict Check(HttpRequest request)
    {
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)) return AccessVerdict.Missing;
        var verdict = tokens.Verify(header[Scheme.Length..].Trim());
        // Clients outside the default provider leave the header out; the token then speaks for itself.
        return verdict.Account is { } account && request.Headers.TryGetValue("chatgpt-account-id", out var id) && id != account.Id
            ? AccessVerdict.WrongAccount
            : verdict;
    }

    public void Expire(SimulatedAccount account) => tokens.ExpireNow(account.Id);
}
