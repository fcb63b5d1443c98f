using System.Text;
using Dapr.Actors.Runtime;

namespace CodexPooler.Dapr.Tests.TestData;

[Actor(TypeName = "Counter")]
public sealed class CounterActor(ActorHost host, ActorProbe probe) : Actor(host), ICounter, IRemindable
{
    public async Task<int> AddAsync(int amount)
    {
        var sum = 0;
        await probe.InsideAsync(async () =>
        {
            var before = await StateManager.TryGetStateAsync<int>("count");
            await Task.Yield();
            sum = before.Value + amount;
            await StateManager.SetStateAsync("count", sum);
        });
        return sum;
    }

    public async Task<int> ReadAsync() => (await StateManager.TryGetStateAsync<int>("count")).Value;

    public Task ResetAsync() => StateManager.RemoveStateAsync("count");

    public async Task FailAfterWritingAsync(int value)
    {
        await StateManager.SetStateAsync("count", value);
        throw new InvalidOperationException("token=hunter2");
    }

    public Task RemindAsync(Reminding reminding) => RegisterReminderAsync(
        reminding.Name,
        reminding.State is null ? null : Encoding.UTF8.GetBytes(reminding.State),
        reminding.DueTime,
        reminding.Period);

    public Task ForgetAsync(string reminder) => UnregisterReminderAsync(reminder);

    public async Task<string?> LookUpAsync(string reminder) =>
        await GetReminderAsync(reminder) is { } found
            ? $"{found.DueTime} {found.Period} {Encoding.UTF8.GetString(found.State)}"
            : null;

    public Task TickAsync(TimeSpan period) =>
        RegisterTimerAsync("tick", nameof(OnTickAsync), "tock"u8.ToArray(), period, period);

    public async Task HoldAsync()
    {
        probe.Tell("holding");
        await probe.Gate.Task;
    }

    public Task KeepForAsync(TimeSpan span) => StateManager.SetStateAsync("count", 1, span);

    public Task ReceiveReminderAsync(string reminderName, byte[] state, TimeSpan dueTime, TimeSpan period)
    {
        probe.Tell($"reminder {reminderName} {Encoding.UTF8.GetString(state)} {dueTime} {period}");
        return probe.FailReminders-- > 0 ? throw new InvalidOperationException("not now") : Task.CompletedTask;
    }

    protected override Task OnActivateAsync()
    {
        probe.Tell($"activated {Id}");
        return Task.CompletedTask;
    }

    protected override Task OnDeactivateAsync()
    {
        probe.Tell($"deactivated {Id}");
        return Task.CompletedTask;
    }

    private Task OnTickAsync(byte[] parameters)
    {
        probe.Tell($"tick {Encoding.UTF8.GetString(parameters)}");
        return Task.CompletedTask;
    }
}
