using System.Text;
using System.Text.Json;
using CodexPooler.SidecarDouble.Runtime;

namespace CodexPooler.SidecarDouble.Actors;

/// <summary>pkg/api/http/actors.go; answers from tests/integration/suite/actors/{call,state,http,reminders}.</summary>
internal static class ActorEndpoints
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static void MapActors(this IEndpointRouteBuilder endpoints)
    {
        const string actor = "/v1.0/actors/{type}/{id}";
        endpoints.MapMethods(actor + "/method/{method}", ["POST", "PUT", "GET", "DELETE"], CallAsync);
        endpoints.MapActorState(actor);
        MapSchedules(endpoints, actor + "/reminders/{name}", ReminderKind.Reminder);
        MapSchedules(endpoints, actor + "/timers/{name}", ReminderKind.Timer);
        endpoints.MapGet(actor + "/reminders/{name}", ReadReminder);
    }

    internal static ActorKey KeyOf(HttpContext context) =>
        PathSegments.Of(context) is [_, _, var type, var id, ..] ? new ActorKey(type, id) : default;

    internal static async Task<IResult?> RefusalAsync(HttpContext context, ActorPlacement placement)
    {
        if (!placement.HasStateStore)
            return Refusal.Of(
                500, "ERR_ACTOR_RUNTIME_NOT_FOUND", "the state store is not configured to use the actor runtime");
        return await placement.HostsAsync(KeyOf(context).Type, context.RequestAborted)
            ? null
            : Refusal.Of(404, "ERR_ACTOR_NO_ADDRESS", "did not find address for actor");
    }

    private static void MapSchedules(IEndpointRouteBuilder endpoints, string route, ReminderKind kind)
    {
        endpoints.MapMethods(
            route, ["POST", "PUT"], (HttpContext context, ActorPlacement placement, ActorReminders reminders) =>
                RegisterAsync(context, placement, reminders, kind));
        endpoints.MapDelete(route, (HttpContext context, ActorPlacement placement, ActorReminders reminders) =>
            UnregisterAsync(context, placement, reminders, kind));
    }

    private static async Task<IResult> CallAsync(HttpContext context, ActorPlacement placement)
    {
        if (await RefusalAsync(context, placement) is { } refusal)
            return refusal;
        var method = Uri.EscapeDataString(PathSegments.Of(context)[5]);
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        ActorAnswer answer;
        try
        {
            answer = await placement.CallAsync(
                KeyOf(context), method, body.ToArray(), context.Request.ContentType, context.RequestAborted);
        }
        catch (HttpRequestException exception)
        {
            return Failed(exception.Message);
        }

        if (answer.Status == System.Net.HttpStatusCode.NotFound)
            return Failed($"actor method not found: {KeyOf(context).Path.TrimStart('/')}/method/{method}");
        if (!answer.IsSuccess)
            return Failed($"error from actor service: ({(int)answer.Status}) {Encoding.UTF8.GetString(answer.Body)}");
        if (answer.IsActorError)
            context.Response.Headers["X-DaprErrorResponseHeader"] = answer.Headers["X-DaprErrorResponseHeader"];
        return Results.Bytes(answer.Body, answer.Headers.GetValueOrDefault("Content-Type"));
    }

    private static async Task<IResult> RegisterAsync(
        HttpContext context, ActorPlacement placement, ActorReminders reminders, ReminderKind kind)
    {
        if (await RefusalAsync(context, placement) is { } refusal)
            return kind == ReminderKind.Reminder && placement.HasStateStore
                ? Refusal.Of(
                    403, "ERR_ACTOR_REMINDER_NON_HOSTED", "operations on actor reminders are only possible on hosted actor types")
                : refusal;
        try
        {
            var request = await JsonSerializer.DeserializeAsync<ReminderRequest>(
                context.Request.Body, Json, context.RequestAborted);
            var name = PathSegments.Of(context)[5];
            if (request!.Overwrite == false && reminders.Find(kind, KeyOf(context), name) is not null)
                return Refusal.Of(409, "ERR_ACTOR_REMINDER_ALREADY_EXISTS", $"reminder {name} already exists");
            reminders.Register(kind, KeyOf(context), name, request);
            return Results.NoContent();
        }
        catch (JsonException exception)
        {
            return Refusal.Of(400, "ERR_MALFORMED_REQUEST", $"failed deserializing HTTP body: {exception.Message}");
        }
        catch (FormatException exception)
        {
            return Refusal.Of(500, $"ERR_ACTOR_{kind.ToString().ToUpperInvariant()}_CREATE", exception.Message);
        }
    }

    private static async Task<IResult> UnregisterAsync(
        HttpContext context, ActorPlacement placement, ActorReminders reminders, ReminderKind kind)
    {
        if (await RefusalAsync(context, placement) is { } refusal)
            return refusal;
        reminders.Remove(kind, KeyOf(context), PathSegments.Of(context)[5]);
        return Results.NoContent();
    }

    private static IResult ReadReminder(HttpContext context, ActorReminders reminders)
    {
        var name = PathSegments.Of(context)[5];
        return reminders.Find(ReminderKind.Reminder, KeyOf(context), name) is { } found
            ? Results.Json(new
            {
                actorID = found.Actor.Id,
                actorType = found.Actor.Type,
                data = found.Data,
                dueTime = found.DueTime,
                period = found.Period,
                ttl = found.Ttl,
            })
            : Refusal.Of(404, "ERR_ACTOR_REMINDER_NOT_FOUND", $"reminder {name} not found");
    }

    private static IResult Failed(string why) => Refusal.Of(500, "ERR_ACTOR_INVOKE_METHOD", $"error invoke actor method: {why}");
}
