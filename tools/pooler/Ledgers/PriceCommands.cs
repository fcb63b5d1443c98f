using System.CommandLine;
using System.Text.Json.Nodes;
using CodexPooler.Cli.Connecting;
using CodexPooler.Cli.Parsing;

namespace CodexPooler.Cli.Ledgers;

internal static class PriceCommands
{
    public static Command Create() => new("prices", "The price book costs are estimated from") { Show(), Import(), Reprice() };

    private static Command Show()
    {
        var book = new Option<bool>("--book") { Description = "The book itself, to be changed and imported again" };
        return Verb.Of("show", "Show the book in force", async (call, cancellationToken) =>
        {
            var stored = await call.Ledger.GetPriceBookAsync(new(), cancellationToken: cancellationToken);
            var json = JsonNode.Parse(stored.Json)!;
            if (call.Get(book) || call.Screen.IsJson)
            {
                call.Screen.Print(json);
                return;
            }

            call.Screen.Say($"Version {stored.Version}, in force since {Moment.Show(stored.ActivatedAt)}.");
            call.Screen.Say("Dollars per million tokens.");
            call.Screen.Table(["MODEL", "TIER", "FROM", "CONTEXT", "INPUT", "CACHED", "OUTPUT"], PriceRows.Of(json));
        }, book);
    }

    private static Command Import()
    {
        var file = new Argument<FileInfo>("file") { Description = "A price book as JSON, with a version of its own" };
        return Verb.Of("import", "Check a price book and price new turns by it", async (call, cancellationToken) =>
        {
            var path = call.Get(file).FullName;
            if (!File.Exists(path)) throw new CliException(ExitCode.NotFound, $"There is no {path}.");
            var stored = await call.Ledger.ImportPriceBookAsync(
                new() { Json = await File.ReadAllTextAsync(path, cancellationToken) }, cancellationToken: cancellationToken);
            call.Screen.Done(stored,
                $"Version {stored.Version} is in force. Past turns keep their price until 'pooler prices reprice'.");
        }, file);
    }

    private static Command Reprice()
    {
        var (from, to) = (Period.From(), Period.To());
        var model = new Option<string>("--model") { Description = "Only turns of this model" };
        return Verb.Of("reprice", "Post the difference to the book in force as corrections", async (call, cancellationToken) =>
        {
            var request = new Contracts.Ledger.V1.RepriceRequest
            {
                Window = Period.Read(call, from, to),
                Model = call.Get(model) ?? "",
            };
            var reply = await call.Ledger.RepriceAsync(request, cancellationToken: cancellationToken);
            call.Screen.Done(reply, string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"{reply.Corrections} corrections to {reply.Turns} turns, "
                + $"{reply.DifferenceMicros / 1_000_000m:+0.00;-0.00;0.00} dollars."));
        }, from, to, model);
    }
}
