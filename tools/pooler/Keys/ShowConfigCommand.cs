using System.CommandLine;
using System.Text.Json.Nodes;
using CodexPooler.Cli.Connecting;
using CodexPooler.Cli.Output;

namespace CodexPooler.Cli.Keys;

/// <summary>Needs no server: what a client has to be told is the same everywhere.</summary>
internal static class ShowConfigCommand
{
    public static Command Create()
    {
        var client = new Argument<string>("client") { Description = "codex (command line), codex-app (desktop) or opencode" };
        client.AcceptOnlyFromAmong("codex", "codex-app", "opencode");
        var url = new Option<string>("--url")
        {
            Description = "Address clients reach the gateway at",
            DefaultValueFactory = _ => "http://127.0.0.1:4000",
        };
        var model = new Option<string>("--model") { Description = "Model to start with", DefaultValueFactory = _ => "gpt-5.5" };
        var command = new Command("show-config", "Print what a client has to be configured with") { client, url, model };
        command.SetAction(parsed =>
        {
            var config = ClientConfig.For(parsed.GetRequiredValue(client), parsed.GetRequiredValue(url).TrimEnd('/'),
                parsed.GetRequiredValue(model));
            if (parsed.GetValue(GlobalOptions.Json))
                new Screen(json: true, Way.Of(parsed)).Print(new JsonObject
                {
                    ["file"] = config.File,
                    ["content"] = config.Content,
                    ["then"] = config.Then,
                });
            else
                Tell(config);
            return ExitCode.Ok;
        });
        return command;
    }

    // Only the configuration itself goes to standard output: it can be sent straight into the file.
    private static void Tell(ClientConfig config)
    {
        Console.Error.WriteLine($"# Put this into {config.File}");
        Console.Out.WriteLine(config.Content);
        Console.Error.WriteLine($"# {config.Then}");
    }
}
