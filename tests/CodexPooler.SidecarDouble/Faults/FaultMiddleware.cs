using CodexPooler.SidecarDouble.Runtime;

namespace CodexPooler.SidecarDouble.Faults;

internal sealed class FaultMiddleware(RequestDelegate next, FaultPlan plan)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (!context.Request.Path.StartsWithSegments("/_control") &&
            await plan.NextAsync(context.Request.Path, context.RequestAborted) is { } fault)
        {
            await Refusal.Of(fault.Status, fault.ErrorCode, fault.Message).ExecuteAsync(context);
            return;
        }

        await next(context);
    }
}
