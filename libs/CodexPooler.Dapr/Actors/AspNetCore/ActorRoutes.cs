using System.Text.Json;
using Dapr.Actors.Runtime;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Dapr.Actors.AspNetCore;

/// <summary>What the sidecar calls on an actor host. Success is exactly 200: it takes 204 for a failure.</summary>
internal static class ActorRoutes
{
    public static IResult Config(ActorRuntime runtime)
    {
        var options = runtime.Options;
        return Results.Json(
            new
            {
                entities = options.Actors.Select(actor => actor.TypeName),
                actorIdleTimeout = DaprTimeSpan.Format(options.ActorIdleTimeout),
                drainOngoingCallTimeout = DaprTimeSpan.Format(options.DrainOngoingCallTimeout),
                drainRebalancedActors = options.DrainRebalancedActors,
                reentrancy = new { enabled = false },
            },
            SidecarConnection.Envelope);
    }

    public static async Task<IResult> MethodAsync(
        string actorType, string actorId, string method, HttpContext context, ActorRuntime runtime, ILogger<ActorRuntime> logger)
    {
        if (runtime.Find(actorType) is not { } manager || !manager.Methods.TryGetValue(method, out var target))
            return Results.NotFound();
        var body = await ReadAsync(context);
        var json = runtime.Options.JsonSerializerOptions;
        object? argument;
        try
        {
            argument = target.ReadArgument(body, json);
        }
        catch (JsonException)
        {
            return Failure(context, "ERR_ACTOR_ARGUMENT", $"The argument of '{method}' of '{actorType}' is not what it takes.");
        }

        return await RunAsync(manager, actorType, actorId, method, context, logger, async actor =>
        {
            var result = await target.InvokeAsync(actor, argument, context.RequestAborted);
            return target.Answers ? Results.Json(result, json) : Results.Ok();
        });
    }

    public static async Task<IResult> ReminderAsync(
        string actorType, string actorId, string reminder, HttpContext context, ActorRuntime runtime,
        ILogger<ActorRuntime> logger)
    {
        if (runtime.Find(actorType) is not { } manager || !typeof(IRemindable).IsAssignableFrom(manager.ActorType))
            return Results.NotFound();
        var schedule = await ScheduleAsync(context);
        return await RunAsync(manager, actorType, actorId, "ReceiveReminderAsync", context, logger, async actor =>
        {
            await ((IRemindable)actor).ReceiveReminderAsync(
                reminder, schedule.Bytes(), DaprTimeSpan.Parse(schedule.DueTime), DaprTimeSpan.Parse(schedule.Period));
            return Results.Ok();
        });
    }

    public static async Task<IResult> TimerAsync(
        string actorType, string actorId, string timer, HttpContext context, ActorRuntime runtime, ILogger<ActorRuntime> logger)
    {
        var schedule = await ScheduleAsync(context);
        if (runtime.Find(actorType) is not { } manager || string.IsNullOrEmpty(schedule.Callback))
            return Results.NotFound();
        return await RunAsync(manager, actorType, actorId, schedule.Callback, context, logger, async actor =>
        {
            await ActorMethod.Find(manager.ActorType, schedule.Callback).InvokeAsync(
                actor, schedule.Bytes(), context.RequestAborted);
            return Results.Ok();
        });
    }

    public static async Task<IResult> DeactivateAsync(
        string actorType, string actorId, ActorRuntime runtime, CancellationToken cancellationToken)
    {
        if (runtime.Find(actorType) is { } manager)
            await manager.DeactivateAsync(new ActorId(actorId), cancellationToken);
        return Results.Ok();
    }

    private static async Task<IResult> RunAsync(
        ActorManager manager, string actorType, string actorId, string method, HttpContext context, ILogger logger,
        Func<Actor, Task<IResult>> turn)
    {
        try
        {
            return await manager.RunTurnAsync(new ActorId(actorId), method, turn, context.RequestAborted);
        }
        catch (Exception failure) when (
            failure is not OperationCanceledException || !context.RequestAborted.IsCancellationRequested)
        {
            Log.TurnFailed(logger, failure, actorType, method);
            return Failure(context, "ERR_ACTOR_METHOD", $"'{method}' of '{actorType}' failed with {failure.GetType().Name}.");
        }
    }

    // The sidecar passes this on to the caller as it is; a status would be folded into its own error.
    private static IResult Failure(HttpContext context, string errorCode, string message)
    {
        context.Response.Headers[ActorHeaders.ErrorResponse] = "true";
        return Results.Json(new { errorCode, message }, SidecarConnection.Envelope);
    }

    private static async Task<ActorSchedule> ScheduleAsync(HttpContext context) =>
        JsonSerializer.Deserialize<ActorSchedule>(await ReadAsync(context), SidecarConnection.Envelope)!;

    private static async Task<byte[]> ReadAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        await context.Request.Body.CopyToAsync(buffer, context.RequestAborted);
        return buffer.ToArray();
    }
}
