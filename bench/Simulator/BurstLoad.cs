using System.Diagnostics;

namespace CodexPooler.Bench.Simulator;

/// <summary>How many events a second the simulator can push when nothing paces it.</summary>
internal static class BurstLoad
{
    public static async Task<string> RunAsync(int connections, int tokens, TimeSpan duration)
    {
        await using var simulator = await SimulatorProcess.StartAsync(eventsPerSecond: 0);
        await TurnsAsync(simulator, connections, tokens, TimeSpan.FromSeconds(2));
        var cpu = simulator.Cpu;
        var started = Stopwatch.GetTimestamp();
        var (events, turns) = await TurnsAsync(simulator, connections, tokens, duration);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var used = (simulator.Cpu - cpu).TotalSeconds;
        return FormattableString.Invariant(
            $"burst: {connections} connections, {tokens} tokens a turn: {events / seconds,12:N0} events/s, ") +
            FormattableString.Invariant($"{turns / seconds,8:N0} turns/s, ") +
            FormattableString.Invariant(
                $"{used / seconds:N2} cores, {used * 1e9 / events:N0} ns CPU an event, RSS {simulator.ResidentBytes >> 20} MiB");
    }

    private static async Task<(long Events, long Turns)> TurnsAsync(
        SimulatorProcess simulator, int connections, int tokens, TimeSpan duration)
    {
        using var over = new CancellationTokenSource(duration);
        long events = 0;
        long turns = 0;
        await Task.WhenAll(Enumerable.Range(0, connections).Select(async _ =>
        {
            var buffer = new byte[64 * 1024];
            while (!over.IsCancellationRequested)
            {
                using var request = simulator.Turn(tokens);
                using var response = await simulator.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                response.EnsureSuccessStatusCode();
                await using var body = await response.Content.ReadAsStreamAsync();
                await EventCount.DrainAsync(body, buffer, more => Interlocked.Add(ref events, more), CancellationToken.None);
                Interlocked.Increment(ref turns);
            }
        }));
        return (events, turns);
    }
}
