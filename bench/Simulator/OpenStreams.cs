using System.Diagnostics;

namespace CodexPooler.Bench.Simulator;

/// <summary>Holds many paced streams open at once and watches whether each gets its events.</summary>
internal static class OpenStreams
{
    private const int EndlessTokens = 1_000_000;
    private const int OpeningAtOnce = 64;

    public static async Task<(string Line, bool Met)> RunAsync(int streams, double rate, TimeSpan duration)
    {
        await using var simulator = await SimulatorProcess.StartAsync(rate);
        var before = simulator.ResidentBytes;
        using var over = new CancellationTokenSource();
        long events = 0;
        var started = Stopwatch.GetTimestamp();
        var bodies = await OpenAsync(simulator, streams);
        var opened = Stopwatch.GetElapsedTime(started);
        var readers = bodies.Select(body => ReadAsync(body, more => Interlocked.Add(ref events, more), over.Token)).ToArray();
        // Streams opened early have events waiting; the measure starts when those are read.
        await Task.Delay(TimeSpan.FromSeconds(3));

        var (first, cpu) = (Interlocked.Read(ref events), simulator.Cpu);
        started = Stopwatch.GetTimestamp();
        await Task.Delay(duration);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        var delivered = (Interlocked.Read(ref events) - first) / seconds;
        var cores = (simulator.Cpu - cpu).TotalSeconds / seconds;
        var open = readers.Count(reader => !reader.IsCompleted);
        var resident = simulator.ResidentBytes;

        await over.CancelAsync();
        await Task.WhenAll(readers);
        var line = FormattableString.Invariant(
            $"paced: {open} of {streams} streams open (opened in {opened.TotalSeconds:N1} s), ") +
            FormattableString.Invariant($"{delivered:N0} events/s of {streams * rate:N0}, ") +
            FormattableString.Invariant(
                $"{cores:N2} cores, RSS {resident >> 20} MiB, {(resident - before) / streams / 1024.0:N1} KiB a stream");
        return (line, open == streams && delivered >= 0.95 * streams * rate);
    }

    private static async Task<Stream[]> OpenAsync(SimulatorProcess simulator, int streams)
    {
        using var gate = new SemaphoreSlim(OpeningAtOnce);
        return await Task.WhenAll(Enumerable.Range(0, streams).Select(async _ =>
        {
            await gate.WaitAsync();
            try
            {
                using var request = simulator.Turn(EndlessTokens);
                var response = await simulator.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
                response.EnsureSuccessStatusCode();
                return await response.Content.ReadAsStreamAsync();
            }
            finally
            {
                gate.Release();
            }
        }));
    }

    private static async Task ReadAsync(Stream body, Action<long> add, CancellationToken cancellationToken)
    {
        try
        {
            await using (body)
            {
                await EventCount.DrainAsync(body, new byte[4096], add, cancellationToken);
            }
        }
        catch (OperationCanceledException)
        {
            // The measure is over.
        }
    }
}
