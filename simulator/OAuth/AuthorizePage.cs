using System.Net;
using System.Text;
using CodexPooler.Simulator.Accounts;

namespace CodexPooler.Simulator.OAuth;

/// <summary>The page that stands for "sign in and approve": one link for each account.</summary>
internal static class AuthorizePage
{
    public static string Render(string question, string query, IEnumerable<SimulatedAccount> accounts)
    {
        var page = new StringBuilder("<!DOCTYPE html><html lang=\"en\"><head><title>Sign in</title></head>");
        page.Append($"<body><h1>{question}</h1><ul>");
        foreach (var account in accounts)
        {
            page.Append($"<li><a href=\"{Link(query, "account", account.Id)}\">{WebUtility.HtmlEncode(account.Email)}</a> ");
            page.Append($"{WebUtility.HtmlEncode($"{account.Plan}, {account.WorkspaceName}")}</li>");
        }
        return page.Append($"</ul><p><a href=\"{Link(query, "deny", "1")}\">Deny</a></p></body></html>").ToString();
    }

    private static string Link(string query, string name, string value) =>
        WebUtility.HtmlEncode($"{(query.Length == 0 ? "?" : query + "&")}{name}={Uri.EscapeDataString(value)}");
}
