using CodexPooler.Simulator.Control;

namespace CodexPooler.Simulator.Ledger;

internal static class LedgerModule
{
    public static IServiceCollection AddLedger(this IServiceCollection services) => services.AddStateful<RequestLedger>();
}
