using System.CommandLine;
using System.Globalization;
using CodexPooler.Cli.Connecting;
using CodexPooler.Cli.Parsing;
using CodexPooler.Contracts.Ledger.V1;

namespace CodexPooler.Cli.Ledgers;

internal static class ExportCommands
{
    public static Command Create() => new("export", "Billing exports of closed periods") { List(), Run() };

    private static Command List() => Verb.Of("list", "List what was delivered", async (call, cancellationToken) =>
    {
        var exports = (await call.Ledger.ListExportsAsync(new(), cancellationToken: cancellationToken)).Exports;
        call.Screen.List(exports, "Nothing was exported yet.",
            ["PERIOD", "KIND", "ENTRIES", "DOLLARS (ESTIMATE)", "DELIVERED", "WHERE"], export =>
            [
                Period.Show(export.Period), Kind(export), $"{export.Entries}", Dollars(export), Moment.Show(export.DeliveredAt),
                export.Location,
            ]);
    });

    private static Command Run()
    {
        var period = new Argument<string>("period") { Description = "A UTC month or day that is over: 2026-03 or 2026-03-31" };
        return Verb.Of("run", "Export a period; again: what came late, as a correction", async (call, cancellationToken) =>
        {
            var export = await call.Ledger.CreateExportAsync(
                new() { Period = Period.Named(call.Get(period)) }, cancellationToken: cancellationToken);
            call.Screen.Done(export,
                $"{Kind(export)} of {Period.Show(export.Period)}: {export.Entries} entries, "
                + $"{Dollars(export)} dollars (estimate), in {export.Location}");
        }, period);
    }

    private static string Kind(Export export) => export.Correction == 0 ? "export" : $"correction {export.Correction}";

    private static string Dollars(Export export) =>
        (export.CostMicros / 1_000_000m).ToString("0.000000", CultureInfo.InvariantCulture);
}
