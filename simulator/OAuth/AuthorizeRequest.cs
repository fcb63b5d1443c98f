namespace CodexPooler.Simulator.OAuth;

/// <summary>What a browser brings to the authorize page.</summary>
internal sealed record AuthorizeRequest(string ClientId, string RedirectUri, string Challenge, string State)
{
    /// <summary>The request, or what is wrong with it.</summary>
    public static (AuthorizeRequest? Request, string? Problem) Read(IQueryCollection query)
    {
        string Of(string name) => query[name].ToString();
        if (Of("response_type") != "code") return (null, "response_type must be code.");
        if (Of("client_id").Length == 0) return (null, "client_id is missing.");
        if (!Uri.TryCreate(Of("redirect_uri"), UriKind.Absolute, out var redirect)) return (null, "redirect_uri is missing.");
        if (!redirect.IsLoopback) return (null, "redirect_uri must be on the loopback host.");
        if (Of("state").Length == 0) return (null, "state is missing.");
        if (Of("code_challenge_method") != "S256") return (null, "code_challenge_method must be S256.");
        // base64url of SHA-256
        if (Of("code_challenge").Length != 43) return (null, "code_challenge must have 43 characters.");
        if (!Of("scope").Split(' ').Contains("openid")) return (null, "scope must contain openid.");
        return (new AuthorizeRequest(Of("client_id"), Of("redirect_uri"), Of("code_challenge"), Of("state")), null);
    }

    public string Return(string name, string value)
    {
        var separator = RedirectUri.Contains('?', StringComparison.Ordinal) ? '&' : '?';
        return $"{RedirectUri}{separator}{name}={Uri.EscapeDataString(value)}&state={Uri.EscapeDataString(State)}";
    }
}
