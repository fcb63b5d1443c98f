using System.CommandLine;
using CodexPooler.Cli.Connecting;
using CodexPooler.Cli.Parsing;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Cli.Audit;

internal static class AuditCommands
{
    public static Command Create() => new("audit", "What was done, by whom")
    {
        List(),
        Show(),
        ProofCommands.Verify(),
        ProofCommands.Accept(),
    };

    private static Command List()
    {
        var target = new Option<string>("--target") { Description = "Only this target, e.g. key:<id>" };
        var limit = new Option<int>("--limit") { Description = "At most this many", DefaultValueFactory = _ => 50 };
        var before = new Option<long>("--before") { Description = "Only entries before this number" };
        return Verb.Of("list", "List entries, newest first", async (call, cancellationToken) =>
        {
            var request = new ListAuditRequest
            {
                Target = call.Get(target) ?? "",
                Limit = call.Get(limit),
                BeforeSequence = call.Get(before),
            };
            var entries = (await call.Admin.ListAuditAsync(request, cancellationToken: cancellationToken)).Entries;
            call.Screen.List(entries, "Nothing was done yet.", ["NO", "AT", "WHO", "ACTION", "TARGET", "DETAILS"], entry =>
                [$"{entry.Sequence}", Moment.Show(entry.At), entry.Actor, entry.Action, entry.Target, entry.Details]);
        }, target, limit, before);
    }

    private static Command Show()
    {
        var number = new Argument<long>("number") { Description = "The entry's number" };
        return Verb.Of("show", "Show one entry", async (call, cancellationToken) =>
        {
            var request = new ListAuditRequest { BeforeSequence = call.Get(number) + 1, Limit = 1 };
            var entry = (await call.Admin.ListAuditAsync(request,
                cancellationToken: cancellationToken)).Entries.SingleOrDefault();
            call.Screen.One(entry?.Sequence == call.Get(number)
                ? entry
                : throw new CliException(ExitCode.NotFound, $"There is no entry {call.Get(number)}."));
        }, number);
    }
}
