using System.CommandLine;
using CodexPooler.Cli.Connecting;
using CodexPooler.Cli.Output;

namespace CodexPooler.Cli.Settings;

internal static class SettingsCommands
{
    public static Command Create() => new("settings", "Settings that change while the system runs") { List(), Set() };

    private static Command List() =>
        Verb.Of("list", "List what was set; everything else has its default", async (call, cancellationToken) =>
    {
        var settings = await call.Admin.GetSettingsAsync(new(), cancellationToken: cancellationToken);
        if (call.Screen.IsJson) call.Screen.Print(MessageJson.Of(settings));
        else if (settings.Values.Count == 0) call.Screen.Say("Everything has its default.");
        else call.Screen.Table(["SETTING", "VALUE"],
            settings.Values.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => new[] { pair.Key, pair.Value }));
    });

    private static Command Set()
    {
        var name = new Argument<string>("name") { Description = "E.g. links.public_url" };
        var value = new Argument<string>("value") { Description = "The new value" };
        return Verb.Of("set", "Change one setting", async (call, cancellationToken) =>
        {
            var settings = await call.Admin.GetSettingsAsync(new(), cancellationToken: cancellationToken);
            settings.Values[call.Get(name)] = call.Get(value);
            var saved = await call.Admin.SaveSettingsAsync(new() { Settings = settings }, cancellationToken: cancellationToken);
            call.Screen.Done(saved, $"{call.Get(name)} is now {call.Get(value)}.");
        }, name, value);
    }
}
