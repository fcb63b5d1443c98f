using Microsoft.Extensions.Logging;

namespace Dapr.Actors.Runtime;

/// <summary>The base of actors. Calls take turns: one at a time, reentrancy off. State is saved when a turn succeeds.</summary>
public abstract class Actor
{
    private const string Reminders = "reminders";
    private const string Timers = "timers";

    /// <summary>Creates the actor for its host.</summary>
    protected Actor(ActorHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        Host = host;
        Logger = host.LoggerFactory.CreateLogger(GetType());
    }

    /// <summary>Which actor this is.</summary>
    public ActorId Id => Host.Id;

    /// <summary>What the host offers.</summary>
    public ActorHost Host { get; }

    /// <summary>The actor's state.</summary>
    protected IActorStateManager StateManager => Host.StateManager;

    /// <summary>The actor's log.</summary>
    protected ILogger Logger { get; }

    internal Task ActivateAsync() => OnActivateAsync();

    internal Task DeactivateAsync() => OnDeactivateAsync();

    internal async Task CompleteTurnAsync(string method)
    {
        await OnPostActorMethodAsync(method);
        await SaveStateAsync();
    }

    internal async Task AbandonTurnAsync(string method, Exception failure)
    {
        await OnActorMethodFailedAsync(method, failure);
        await StateManager.ClearCacheAsync();
    }

    internal Task BeginTurnAsync(string method) => OnPreActorMethodAsync(method);

    /// <summary>Called before the first call of this activation.</summary>
    protected virtual Task OnActivateAsync() => Task.CompletedTask;

    /// <summary>Called when the actor has been idle for long or moves to another host.</summary>
    protected virtual Task OnDeactivateAsync() => Task.CompletedTask;

    /// <summary>Called before each call.</summary>
    protected virtual Task OnPreActorMethodAsync(string method) => Task.CompletedTask;

    /// <summary>Called after each call that succeeded, before its state is saved.</summary>
    protected virtual Task OnPostActorMethodAsync(string method) => Task.CompletedTask;

    /// <summary>Called after each call that failed; what it changed is forgotten.</summary>
    protected virtual Task OnActorMethodFailedAsync(string method, Exception failure) => Task.CompletedTask;

    /// <summary>Saves the state before the turn ends.</summary>
    protected Task SaveStateAsync() => StateManager.SaveStateAsync();

    /// <summary>Registers or replaces a reminder, which outlives this activation and its host.</summary>
    protected async Task<IActorReminder> RegisterReminderAsync(
        string reminderName, byte[]? state, TimeSpan dueTime, TimeSpan period, TimeSpan? ttl = null)
    {
        if (this is not IRemindable)
            throw new InvalidOperationException($"{GetType().Name} has no reminders; let it implement {nameof(IRemindable)}.");
        await RegisterAsync(Reminders, reminderName, state, dueTime, period, ttl, null);
        return new ActorReminder(reminderName, dueTime, period, state ?? []);
    }

    /// <summary>Unregisters a reminder; a missing one is no error.</summary>
    protected Task UnregisterReminderAsync(string reminderName) =>
        Host.Sidecar.UnregisterAsync(Host.ActorType, Id, Reminders, reminderName, CancellationToken.None);

    /// <summary>Reads a reminder; null when there is none.</summary>
    protected async Task<IActorReminder?> GetReminderAsync(string reminderName)
    {
        var schedule = await Host.Sidecar.GetReminderAsync(Host.ActorType, Id, reminderName, CancellationToken.None);
        return schedule is null ? null : new ActorReminder(
            reminderName, DaprTimeSpan.Parse(schedule.DueTime), DaprTimeSpan.Parse(schedule.Period), schedule.Bytes());
    }

    /// <summary>Registers a timer that calls one of this actor's methods.</summary>
    protected async Task<ActorTimer> RegisterTimerAsync(
        string timerName, string callback, byte[]? callbackParams, TimeSpan dueTime, TimeSpan period, TimeSpan? ttl = null)
    {
        ActorMethod.Find(GetType(), callback);
        await RegisterAsync(Timers, timerName, callbackParams, dueTime, period, ttl, callback);
        return new ActorTimer(timerName, callback, dueTime, period);
    }

    /// <summary>Unregisters a timer; a missing one is no error.</summary>
    protected Task UnregisterTimerAsync(string timerName) =>
        Host.Sidecar.UnregisterAsync(Host.ActorType, Id, Timers, timerName, CancellationToken.None);

    private Task RegisterAsync(
        string kind, string name, byte[]? data, TimeSpan dueTime, TimeSpan period, TimeSpan? ttl, string? callback)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        var schedule = new ActorSchedule(
            DaprTimeSpan.Format(dueTime), DaprTimeSpan.Format(period), ActorSchedule.DataOf(data),
            DaprTimeSpan.Format(ttl), callback);
        return Host.Sidecar.RegisterAsync(Host.ActorType, Id, kind, name, schedule, CancellationToken.None);
    }
}
