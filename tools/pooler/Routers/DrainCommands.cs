using System.CommandLine;
using CodexPooler.Cli.Connecting;
using CodexPooler.Cli.Parsing;
using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Cli.Routers;

internal static class DrainCommands
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(1);

    public static Command Drain()
    {
        var (which, reason) = (Which(), Reason());
        var wait = new Option<bool>("--wait") { Description = "Come back when no turn is open on it any more" };
        var timeout = new Option<string>("--timeout") { Description = "Wait no longer than this, e.g. 10m" };
        return Verb.Of("drain", "Give an account no new turns and let the open ones end", async (call, cancellationToken) =>
        {
            var patience = call.Get(timeout) is { } text ? Moment.ReadSpan("--timeout", text) : Timeout.InfiniteTimeSpan;
            if (patience != Timeout.InfiniteTimeSpan && !call.Get(wait))
                throw new CliException(ExitCode.Usage, "--timeout is for --wait.");
            var request = new DrainRequest { AccountId = call.Get(which), Draining = true, Reason = call.Get(reason) ?? "" };
            var reply = await call.Router.DrainAsync(request, cancellationToken: cancellationToken);
            var drained = $"Account '{Label(reply)}' gets no new turns. {Left(reply)}{Spreads.Words(reply.Spread)}";
            Spreads.Warn(call.Screen, reply.Spread);
            if (!call.Get(wait))
            {
                call.Screen.Done(reply, drained);
                return;
            }

            call.Screen.Say(drained);
            reply = await WaitAsync(call, reply, patience, cancellationToken);
            call.Screen.Done(reply, $"No turn is open on '{Label(reply)}' any more.");
        }, which, reason, wait, timeout);
    }

    public static Command Undrain()
    {
        var (which, reason) = (Which(), Reason());
        return Verb.Of("undrain", "Give a drained account turns again", async (call, cancellationToken) =>
        {
            var request = new DrainRequest { AccountId = call.Get(which), Draining = false, Reason = call.Get(reason) ?? "" };
            var reply = await call.Router.DrainAsync(request, cancellationToken: cancellationToken);
            Spreads.Warn(call.Screen, reply.Spread);
            call.Screen.Done(reply, $"Account '{Label(reply)}' gets turns again.{Spreads.Words(reply.Spread)}");
        }, which, reason);
    }

    private static async Task<DrainReply> WaitAsync(
        Call call, DrainReply reply, TimeSpan patience, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(LookEvery);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(patience);
        var told = reply.OpenTurns;
        var account = reply.AccountId;
        try
        {
            while (reply.OpenTurns > 0)
            {
                await timer.WaitForNextTickAsync(limit.Token);
                reply = await call.Router.DrainAsync(new() { AccountId = account }, cancellationToken: cancellationToken);
                if (!reply.Draining)
                    throw new CliException(ExitCode.Conflict, $"Somebody gave '{Label(reply)}' back its turns meanwhile.");
                if (reply.OpenTurns > 0 && reply.OpenTurns != told) call.Screen.Say(Left(reply));
                told = reply.OpenTurns;
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CliException(ExitCode.Failed, $"{Left(reply)} The account stays drained.");
        }

        return reply;
    }

    private static string Left(DrainReply reply) => reply.OpenTurns switch
    {
        0 => "None is open.",
        1 => $"One is still open, for about {Moment.Span(TimeSpan.FromMilliseconds(reply.EtaMs))} more.",
        _ => $"{reply.OpenTurns} are still open, for about {Moment.Span(TimeSpan.FromMilliseconds(reply.EtaMs))} more.",
    };

    private static string Label(DrainReply reply) => reply.Label.Length > 0 ? reply.Label : reply.AccountId;

    private static Argument<string> Which() => new("account") { Description = "Id, label or upstream account id" };

    private static Option<string> Reason() => new("--reason") { Description = "Why, for whoever reads the audit log" };
}
