using Microsoft.AspNetCore.WebUtilities;

namespace CodexPooler.Accounts.Linking.Flows;

/// <summary>Reads the address on which a sign-in ended. People paste all kinds of things.</summary>
internal static class CallbackReader
{
    private static readonly string[] Parameters = ["state", "code", "error"];

    public static CallbackResult Read(string pasted, Uri expected)
    {
        if (!Uri.TryCreate(pasted.Trim(), UriKind.Absolute, out var address))
            return CallbackResult.Wrong(LinkProblems.InvalidCallbackUrl);
        if (!SameOrigin(address, expected)) return CallbackResult.Wrong(LinkProblems.CallbackOrigin(expected));

        var query = QueryHelpers.ParseQuery(address.Query);
        foreach (var name in Parameters)
            if (query.TryGetValue(name, out var values) && values.Count > 1)
                return CallbackResult.Wrong(LinkProblems.Duplicate(name));

        string Of(string name) => query.TryGetValue(name, out var value) ? value.ToString() : "";
        var (state, code, error) = (Of("state"), Of("code"), Of("error"));
        if (state.Length == 0) return CallbackResult.Wrong(LinkProblems.MissingState);
        if (code.Length == 0 && error.Length == 0) return CallbackResult.Wrong(LinkProblems.MissingResult);
        return new(state, new(code), error.Length > 0, null);
    }

    // The client's older versions end on localhost, its newer ones on 127.0.0.1.
    private static bool SameOrigin(Uri address, Uri expected) =>
        address.Scheme == expected.Scheme && address.Port == expected.Port && address.AbsolutePath == expected.AbsolutePath &&
        (address.Host == expected.Host || (address.IsLoopback && expected.IsLoopback));
}
