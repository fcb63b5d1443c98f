using System.CommandLine;
using CodexPooler.Cli.Connecting;
using CodexPooler.Cli.Parsing;
using CodexPooler.Contracts.Ledger.V1;

namespace CodexPooler.Cli.Ledgers;

internal static class LedgerCommands
{
    public static Command Create() => new("ledger", "The ledger of turns: prove it, rebuild its sums, see what was left out")
    {
        Verify(),
        Rebuild(),
        Parked(),
        Replay(),
    };

    private static Command Verify()
    {
        var (from, to) = (Period.From(), Period.To());
        return Verb.Of("verify", "Prove that the sums equal the turns they are made of", async (call, cancellationToken) =>
        {
            var window = Period.Read(call, from, to);
            var reply = await call.Ledger.VerifyAsync(new() { Window = window }, cancellationToken: cancellationToken);
            var isEmpty = reply.Days.From == reply.Days.To;
            call.Screen.Done(reply, (isEmpty, reply.Equal) switch
            {
                (true, _) => "Nothing was compared: the turns of these days are past retention.",
                (_, false) => string.Join('\n', reply.Differences),
                _ => $"Equal: {Period.Show(reply.Days)}.",
            });
            if (!isEmpty && reply.Days.From != window.From)
                call.Screen.Warn($"Days before {Period.Show(reply.Days)[..10]} are past retention and were not compared.");
            if (isEmpty) throw new CliException(ExitCode.NotFound, "There is nothing to compare.");
            if (!reply.Equal)
                throw new CliException(ExitCode.Failed, "The sums differ. Compute them again: pooler ledger rebuild");
        }, from, to);
    }

    private static Command Rebuild()
    {
        var (from, to) = (Period.From(), Period.To());
        return Verb.Of("rebuild", "Compute the sums of whole days again from their turns", async (call, cancellationToken) =>
        {
            var window = Period.Read(call, from, to);
            var reply = await call.Ledger.RebuildAsync(new() { Window = window }, cancellationToken: cancellationToken);
            call.Screen.Done(reply, $"Rebuilt {Period.Show(window)} from {reply.Turns} turns.");
        }, from, to);
    }

    private static Command Parked() =>
        Verb.Of("parked", "List messages that could not be counted, and why", async (call, cancellationToken) =>
        {
            var parked = (await call.Ledger.ListParkedAsync(new(), cancellationToken: cancellationToken)).Messages;
            call.Screen.List(parked, "Nothing is parked.", ["ID", "QUEUE", "BYTES", "REASON"], message =>
                [message.MessageId, message.Queue, $"{message.Bytes}", message.Reason]);
        });

    private static Command Replay()
    {
        var which = new Argument<string[]>("id")
        {
            Description = "Ids of 'pooler ledger parked'; or --all",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var all = new Option<bool>("--all") { Description = "Everything that is parked" };
        return Verb.Of("replay", "Put parked messages back, after their cause is mended", async (call, cancellationToken) =>
        {
            var ids = call.Get(which);
            if (ids.Length == 0 == !call.Get(all)) throw new CliException(ExitCode.Usage, "Name messages, or --all.");
            var reply = await call.Ledger.ReplayParkedAsync(
                new ReplayParkedRequest { MessageIds = { ids } }, cancellationToken: cancellationToken);
            call.Screen.Done(reply, $"{reply.Replayed} put back. What still cannot be counted is parked again.");
            if (ids.Length > reply.Replayed) throw new CliException(ExitCode.NotFound, "Not all of these are parked.");
        }, which, all);
    }
}
