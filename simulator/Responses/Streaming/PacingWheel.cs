using System.Diagnostics;

namespace CodexPooler.Simulator.Responses.Streaming;

/// <summary>
/// One timer for every paced stream: a hashed wheel of 5 ms slots. On real time, so that moving the simulator's clock does
/// not hurry streams.
/// </summary>
internal sealed class PacingWheel : BackgroundService
{
    private const int Slots = 1024;
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(5);
    private readonly PacedWait?[] _slots = new PacedWait?[Slots];
    private readonly Lock[] _gates = [.. Enumerable.Range(0, Slots).Select(_ => new Lock())];
    private readonly long _startedAt = Stopwatch.GetTimestamp();
    private long _turned;

    /// <summary>Ticks since the wheel began; streams keep their own next due tick, so that lateness does not add up.</summary>
    public long Now => Stopwatch.GetElapsedTime(_startedAt).Ticks / Tick.Ticks;

    public static double TicksFor(double seconds) => seconds / Tick.TotalSeconds;

    public ValueTask WaitUntilAsync(long dueTick, PacedWait wait)
    {
        wait.Arm();
        var slot = (int)(dueTick % Slots);
        lock (_gates[slot])
        {
            // Under the gate of its slot the wheel cannot pass the tick unseen.
            var turned = Volatile.Read(ref _turned);
            if (dueTick <= turned) return ValueTask.CompletedTask;
            wait.Rounds = (int)((dueTick - turned - 1) / Slots);
            wait.Next = _slots[slot];
            _slots[slot] = wait;
            return wait.Task;
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Tick);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                for (var tick = _turned + 1; tick <= Now; tick++) Turn(tick);
            }
        }
        catch (OperationCanceledException)
        {
            ReleaseAll();
        }
    }

    private void Turn(long tick)
    {
        var slot = (int)(tick % Slots);
        PacedWait? due;
        lock (_gates[slot])
        {
            due = _slots[slot];
            _slots[slot] = null;
            Volatile.Write(ref _turned, tick);
            due = KeepLaterRounds(slot, due);
        }
        while (due is not null)
        {
            var next = due.Next;
            due.Next = null;
            due.Complete();
            due = next;
        }
    }

    private PacedWait? KeepLaterRounds(int slot, PacedWait? wait)
    {
        PacedWait? due = null;
        while (wait is not null)
        {
            var next = wait.Next;
            if (wait.Rounds-- > 0) (wait.Next, _slots[slot]) = (_slots[slot], wait);
            else (wait.Next, due) = (due, wait);
            wait = next;
        }
        return due;
    }

    private void ReleaseAll()
    {
        // No stream may wait on a wheel that has stopped; its next write finds the connection closing.
        Volatile.Write(ref _turned, long.MaxValue);
        for (var slot = 0; slot < Slots; slot++)
        {
            PacedWait? wait;
            lock (_gates[slot]) (wait, _slots[slot]) = (_slots[slot], null);
            for (; wait is not null; wait = wait.Next) wait.Complete();
        }
    }
}
