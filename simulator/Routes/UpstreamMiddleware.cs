using CodexPooler.Simulator.Accounts;
using CodexPooler.Simulator.Faults;
using CodexPooler.Simulator.Ledger;
using CodexPooler.Simulator.Time;

namespace CodexPooler.Simulator.Routes;

/// <summary>Runs around every endpoint marked with <see cref="SimulatedRoute"/>.</summary>
internal sealed class UpstreamMiddleware(
    RequestDelegate next, BearerGate gate, FaultScript faults, RequestLedger ledger, SimulatorClock clock)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<SimulatedRoute>() is not { } route)
        {
            await next(context);
            return;
        }

        var verdict = route.Anonymous ? default : gate.Check(context.Request);
        var entry = ledger.Open(LedgerRows.From(context, route, verdict.Account?.Id));
        var call = new UpstreamCall(route, verdict.Account, entry, clock);
        context.Features.Set(call);
        BackendHeaders.Apply(context, call);
        try
        {
            await ServeAsync(context, call, verdict);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            entry.EndGone(entry.Row.Events);
        }
        finally
        {
            entry.End(OutcomeOf(context.Response.StatusCode), context.Response.StatusCode);
        }
    }

    private static string OutcomeOf(int status) => status < 400 ? Outcomes.Served : Outcomes.Refused;

    private async Task ServeAsync(HttpContext context, UpstreamCall call, AccessVerdict verdict)
    {
        if (!call.Route.Anonymous && verdict.Account is null)
        {
            call.Entry.End(Outcomes.Unauthorized, StatusCodes.Status401Unauthorized, verdict.Code);
            await BackendErrors.UnauthorizedAsync(context, verdict);
            return;
        }
        if (!call.Route.OwnFaults)
        {
            call.Fault = faults.Hit(new FaultCall(verdict.Account?.Id, call.Route.Name, call.Entry.Row.Transport, Model: null));
            if (await FaultedAnswer.TryAsync(context, call)) return;
        }
        await next(context);
    }
}
