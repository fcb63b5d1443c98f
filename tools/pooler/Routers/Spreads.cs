using CodexPooler.Cli.Output;
using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Cli.Routers;

/// <summary>How far a change has come among several routers, in words.</summary>
internal static class Spreads
{
    public static string Words(Spread? spread) => spread switch
    {
        null or { Alone: true } or { Confirmed.Count: 0 } => "",
        { Confirmed.Count: 1 } => " One other router has it.",
        _ => $" {spread.Confirmed.Count} other routers have it.",
    };

    public static void Warn(Screen screen, Spread? spread)
    {
        if (spread is not { Waiting.Count: > 0 }) return;
        screen.Warn($"Not confirmed by {string.Join(", ", spread.Waiting.Select(Name))}: it takes effect there as soon as the "
            + "routers hear each other again.");
    }

    /// <summary>A replica's name and the end of what its start added, which is what tells two lives apart.</summary>
    public static string Name(string replica) => replica.LastIndexOf('-') is var at and > 0 && replica.Length - at == 33
        ? $"{replica[..at]}/{replica[^6..]}"
        : replica;
}
