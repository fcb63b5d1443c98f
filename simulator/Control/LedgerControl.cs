using CodexPooler.Simulator.Ledger;

namespace CodexPooler.Simulator.Control;

internal static class LedgerControl
{
    public static void MapLedgerControl(this RouteGroupBuilder group) =>
        group.MapGet("/ledger", (RequestLedger ledger, string? account, string? route) =>
            ControlBody.Json(new { requests = ledger.Rows(account, route), dropped = ledger.Dropped }));
}
