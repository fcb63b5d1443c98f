using System.CommandLine;
using System.Globalization;
using CodexPooler.Cli.Connecting;
using CodexPooler.Cli.Output;
using CodexPooler.Cli.Parsing;
using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Cli.Routers;

internal static class ReplayCommand
{
    public static Command Create()
    {
        var pool = new Option<string>("--pool") { Description = "The Pool whose turns are run again", Required = true };
        var strategy = Words.Option<Strategy>("--strategy", "Order the accounts so");
        var ring = new Option<int?>("--ring-size") { Description = "Accounts of a bridge ring" };
        var sticky = new Option<bool?>("--sticky-sessions") { Description = "Keep sessions on their account" };
        var price = new Option<double?>("--switching-price") { Description = "Weight of leaving a session's account, 0 to 10" };
        var turn = new Option<double?>("--open-turn-percent") { Description = "Used quota that one open turn stands for" };
        return Verb.Of(
            "replay",
            "Run remembered turns against another policy and tell what would have been different; changes nothing",
            async (call, cancellationToken) =>
            {
                var policy = new RoutingPolicy();
                if (call.Get(strategy) is { } word) policy.Strategy = Words.Read<Strategy>(word);
                if (call.Get(ring) is { } size) policy.RingSize = size;
                if (call.Get(sticky) is { } stays) policy.SessionStickiness = stays;
                if (call.Get(price) is { } weight) policy.SwitchingPriceWeight = weight;
                if (call.Get(turn) is { } percent) policy.InFlightPercent = percent;
                var request = new ReplayRequest { PoolId = call.Get(pool), Policy = policy };
                var reply = await call.Router.ReplayAsync(request, cancellationToken: cancellationToken);
                if (call.Screen.IsJson) call.Screen.Print(MessageJson.Of(reply));
                else Show(call.Screen, reply);
                if (reply.Decisions == 0)
                    throw new CliException(ExitCode.NotFound, "This router remembers no turn of that Pool.");
            },
            pool, strategy, ring, sticky, price, turn);
    }

    private static void Show(Screen screen, ReplayReply reply)
    {
        var (was, would) = (reply.Recorded, reply.Replayed);
        screen.Say($"{reply.Decisions} decisions of {Spreads.Name(reply.Replica)} with {Words.Of(reply.Policy.Strategy)}: "
            + $"{reply.DifferentAccount} would have gone to another account.");
        if (reply.Decisions == 0) return;
        screen.Table(["", "RECORDED", "REPLAYED", "DIFFERENCE"],
        [
            ["refusals", $"{was.Refusals}", $"{would.Refusals}", Signed(would.Refusals - was.Refusals, "0")],
            Row("cached tokens kept", was.CachedTokenShare * 100, would.CachedTokenShare * 100, "0.0", " %"),
            Row("fairness (1: even)", was.Fairness, would.Fairness, "0.00", ""),
        ]);
    }

    private static string[] Row(string name, double was, double would, string form, string unit) =>
        [name, Number(was, form) + unit, Number(would, form) + unit, Signed(would - was, form) + unit];

    private static string Number(double value, string form) => value.ToString(form, CultureInfo.InvariantCulture);

    private static string Signed(double value, string form) =>
        value.ToString($"+{form};-{form};{form}", CultureInfo.InvariantCulture);
}
