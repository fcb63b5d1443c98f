using System.Diagnostics;
using System.Globalization;
using CodexPooler.Bench.Edge.Load;

namespace CodexPooler.Bench.Edge.Loop;

/// <summary>What the machine itself adds to every delay: nothing that runs on it can be faster than this.</summary>
internal static unsafe class MachineMood
{
    private const int Naps = 1000;
    private const long Nap = 1_000_000;
    private const long HeldUp = 20_000;

    public static string Measure()
    {
        var late = Lateness();
        var (share, longest) = Interruptions(TimeSpan.FromSeconds(1));
        return string.Create(CultureInfo.InvariantCulture,
            $"this machine: a thread that slept 1 ms is up {late.Micros(0.5):0} us late, p99 {late.Micros(0.99):0} us; " +
            $"one that never sleeps is held up {share:0.0 %} of the time, {longest:0.0} ms at most");
    }

    private static Delays Lateness()
    {
        var late = new Delays();
        var poll = NativeSockets.CreatePoll(0);
        var nothing = default(PollEvent);
        var timeout = stackalloc long[2];
        (timeout[0], timeout[1]) = (0, Nap);
        for (var nap = 0; nap < Naps; nap++)
        {
            var started = Stopwatch.GetTimestamp();
            _ = NativeSockets.Wait(poll, &nothing, 1, timeout, 0);
            late.Add(Stopwatch.GetTimestamp() - started - Nap);
        }

        _ = NativeSockets.Close(poll);
        return late;
    }

    private static (double Share, double Milliseconds) Interruptions(TimeSpan time)
    {
        var (last, longest, lost) = (Stopwatch.GetTimestamp(), 0L, 0L);
        var end = last + (long)(time.TotalSeconds * Stopwatch.Frequency);
        while (last < end)
        {
            var now = Stopwatch.GetTimestamp();
            var gap = now - last;
            last = now;
            if (gap < HeldUp) continue;
            lost += gap;
            longest = Math.Max(longest, gap);
        }

        return (lost / (time.TotalSeconds * Stopwatch.Frequency), longest / 1e6);
    }
}
