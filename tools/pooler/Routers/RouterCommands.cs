using System.CommandLine;

namespace CodexPooler.Cli.Routers;

internal static class RouterCommands
{
    public static Command Create() => new("router", "Which account serves a turn: why it did, and what operators do about it")
    {
        StateCommand.Create(),
        ExplainCommand.Create(),
        ReplayCommand.Create(),
        DrainCommands.Drain(),
        DrainCommands.Undrain(),
        ClearCommand.Create(),
        SwitchCommands.Stop(),
        SwitchCommands.Start(),
    };
}
