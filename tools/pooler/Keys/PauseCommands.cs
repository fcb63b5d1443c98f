using System.CommandLine;
using CodexPooler.Cli.Connecting;
using CodexPooler.Cli.Parsing;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Cli.Keys;

internal static class PauseCommands
{
    public static Command Pause()
    {
        var which = KeyCommands.Which();
        var reason = new Option<string>("--reason") { Description = "Why", Required = true };
        var until = new Option<string>("--until")
        {
            Description = $"When it is served again by itself, {Moment.Help}; without it, when somebody resumes it",
        };
        return Verb.Of("pause", "Refuse a key's turns for a while", async (call, cancellationToken) =>
        {
            var key = await call.Names.KeyAsync(call.Get(which), cancellationToken);
            var request = new PauseRequest { Id = key.Id, Reason = call.Get(reason)! };
            if (call.Get(until) is { } text) request.Until = Moment.Read("--until", text);
            var saved = await call.Admin.PauseKeyAsync(request, cancellationToken: cancellationToken);
            call.Screen.Done(saved,
                $"Key '{saved.Name}' is paused{(request.Until is null ? "" : $" until {Moment.Show(request.Until)}")}.");
        }, which, reason, until);
    }

    public static Command Resume()
    {
        var which = KeyCommands.Which();
        return Verb.Of("resume", "Serve a paused key again", async (call, cancellationToken) =>
        {
            var key = await call.Names.KeyAsync(call.Get(which), cancellationToken);
            var saved = await call.Admin.ResumeKeyAsync(new() { Id = key.Id }, cancellationToken: cancellationToken);
            call.Screen.Done(saved, $"Key '{saved.Name}' is active.");
        }, which);
    }

    public static string Describe(Pause? pause)
    {
        if (pause is null) return "";
        var until = pause.Until is null ? "" : $" until {Moment.Show(pause.Until)}";
        return $"paused by {pause.By}{until}{(pause.Reason.Length > 0 ? $": {pause.Reason}" : "")}";
    }
}
