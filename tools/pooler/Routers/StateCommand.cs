using System.CommandLine;
using CodexPooler.Cli.Connecting;
using CodexPooler.Cli.Output;
using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Cli.Routers;

internal static class StateCommand
{
    private const string ClearScreen = "\e[H\e[2J\e[3J";
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(2);

    public static Command Create()
    {
        var pool = new Option<string>("--pool") { Description = "Only this Pool's accounts" };
        var watch = new Option<bool>("--watch") { Description = "Show it again every two seconds, until Ctrl-C" };
        return Verb.Of(
            "state", "What the router knows right now: accounts, what is stopped, other routers",
            async (call, cancellationToken) =>
            {
                var request = new LiveStateRequest { PoolId = call.Get(pool) ?? "" };
                await ShowAsync(call, request, isAgain: false, cancellationToken);
                if (!call.Get(watch)) return;
                try
                {
                    using var timer = new PeriodicTimer(LookEvery);
                    while (await timer.WaitForNextTickAsync(cancellationToken))
                        await ShowAsync(call, request, isAgain: true, cancellationToken);
                }
                catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
                {
                    // That is how a watch ends.
                }
            },
            pool, watch);
    }

    private static async Task ShowAsync(Call call, LiveStateRequest request, bool isAgain, CancellationToken cancellationToken)
    {
        var state = await call.Router.LiveStateAsync(request, cancellationToken: cancellationToken);
        if (isAgain && !Console.IsOutputRedirected && !call.Screen.IsJson) Console.Out.Write(ClearScreen);
        if (call.Screen.IsJson) call.Screen.Print(MessageJson.Of(state));
        else StateView.Show(call.Screen, state);
    }
}
