using CodexPooler.Cli.Parsing;
using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Cli.Routers;

/// <summary>A kill switch as a person would name it.</summary>
internal static class StoppedWords
{
    public static string Of(KillSwitchFact one, IDictionary<string, string> keyNames)
    {
        var until = one.ExpiresAtMs == 0 ? "until started again" : $"until {Moment.Show(one.ExpiresAtMs)}";
        var reason = one.Reason.Length == 0 ? "" : $" ({one.Reason})";
        return $"{What(one, keyNames)}, {until}, by {one.By}{reason}";
    }

    public static string What(KillSwitchFact one, IDictionary<string, string> keyNames) => one.Grade switch
    {
        KillSwitchGrade.NewSessions => "new sessions",
        KillSwitchGrade.Model => $"model {one.Subject}",
        KillSwitchGrade.Key => $"key '{(keyNames.TryGetValue(one.Subject, out var name) ? name : one.Subject)}'",
        _ => "every turn",
    };
}
