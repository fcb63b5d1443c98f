using System.Collections.Concurrent;
using System.Net;
using CodexPooler.SidecarDouble.Runtime;

namespace CodexPooler.SidecarDouble.Actors;

/// <summary>
/// Fires reminders and timers on the given clock. Delivery is at least once: a failed one is tried three times more.
/// </summary>
public sealed class ActorReminders(ActorPlacement placement, TimeProvider time, BackgroundWork work) : IDisposable
{
    private const int Retries = 3;
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<(ReminderKind, ActorKey, string), ReminderSchedule> _schedules = new();

    public IReadOnlyList<ReminderSchedule> All => [.. _schedules.Values];

    public void Dispose()
    {
        foreach (var schedule in _schedules.Values)
            schedule.Timer?.Dispose();
        _schedules.Clear();
    }

    internal ReminderSchedule? Find(ReminderKind kind, ActorKey actor, string name) =>
        _schedules.GetValueOrDefault((kind, actor, name));

    internal void Register(ReminderKind kind, ActorKey actor, string name, ReminderRequest request)
    {
        var now = time.GetUtcNow();
        var due = DaprDuration.ParseInstant(request.DueTime, now);
        var (interval, repetitions) = string.IsNullOrEmpty(request.Period)
            ? ((TimeSpan?)null, (int?)1)
            : DaprDuration.ParsePeriod(request.Period);
        var schedule = new ReminderSchedule
        {
            Kind = kind,
            Actor = actor,
            Name = name,
            DueTime = request.DueTime ?? string.Empty,
            Period = request.Period ?? string.Empty,
            Ttl = request.Ttl,
            Callback = kind == ReminderKind.Timer ? request.Callback ?? string.Empty : null,
            Data = request.Data,
            Interval = interval,
            Remaining = repetitions,
            Expires = string.IsNullOrEmpty(request.Ttl) ? null : DaprDuration.ParseInstant(request.Ttl, now),
        };
        Remove(kind, actor, name);
        _schedules[(kind, actor, name)] = schedule;
        var wait = due > now ? due - now : TimeSpan.Zero;
        schedule.Timer = time.CreateTimer(
            _ => work.Own(FireAsync(schedule)), null, wait, interval ?? Timeout.InfiniteTimeSpan);
    }

    internal void Remove(ReminderKind kind, ActorKey actor, string name)
    {
        if (_schedules.TryRemove((kind, actor, name), out var schedule))
            schedule.Timer?.Dispose();
    }

    private async Task FireAsync(ReminderSchedule schedule)
    {
        if (schedule.Expires <= time.GetUtcNow() ||
            (schedule.Kind == ReminderKind.Timer && !placement.IsActive(schedule.Actor.Type, schedule.Actor.Id)))
        {
            Remove(schedule.Kind, schedule.Actor, schedule.Name);
            return;
        }

        if (--schedule.Remaining <= 0)
            Remove(schedule.Kind, schedule.Actor, schedule.Name);
        var method = $"{(schedule.Kind == ReminderKind.Reminder ? "remind" : "timer")}/{Uri.EscapeDataString(schedule.Name)}";
        for (var attempt = 0; attempt <= Retries; attempt++)
        {
            if (attempt > 0)
                await Task.Delay(RetryDelay, time, work.Stopping);
            if (await DeliverAsync(schedule, method) is not { } answer ||
                answer is { IsSuccess: false, Status: not HttpStatusCode.NotFound })
                continue;
            if (answer.CancelsReminder)
                Remove(schedule.Kind, schedule.Actor, schedule.Name);
            if (!answer.IsActorError)
                return;
        }
    }

    private async Task<ActorAnswer?> DeliverAsync(ReminderSchedule schedule, string method)
    {
        try
        {
            return await placement.CallAsync(schedule.Actor, method, schedule.Payload(), "application/json", work.Stopping);
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
