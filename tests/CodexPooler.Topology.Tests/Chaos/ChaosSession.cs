using System.Diagnostics;
using CodexPooler.Topology.Tests.Matrix;

namespace CodexPooler.Topology.Tests.Chaos;

/// <summary>
/// One user's session, turn after turn. A turn that is turned away before anything of its answer was seen is asked again, as
/// every client does by itself, once the gateway says it is ready; its user sees a pause.
/// </summary>
/// <param name="ready">Until a turn can be asked again.</param>
/// <param name="every">After so many turns of anybody there is one of this session; 0: as soon as its last one is over.</param>
internal sealed class ChaosSession(IRowClient client, ChaosTally tally, int seed, Func<Task> ready, int every = 0)
    : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly Random _random = new(seed);

    public async Task RunAsync(CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
        {
            if (every > 0)
                await tally.CompletedAsync(every, ending).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!ending.IsCancellationRequested) await TurnAsync($"TOKENS:{_random.Next(20, 100)}END");
        }
    }

    public ValueTask DisposeAsync() => client.DisposeAsync();

    private async Task TurnAsync(string text)
    {
        var began = Stopwatch.StartNew();
        while (true)
        {
            var end = await client.TurnAsync(text);
            if (IsCut(end))
            {
                tally.WasCut();
                return;
            }

            if (end.EndsWith("complete", StringComparison.Ordinal))
            {
                tally.Served(began.Elapsed);
                return;
            }

            if (!IsTurnedAway(end) || began.Elapsed > Patience)
            {
                tally.Failures.Enqueue(end);
                return;
            }

            tally.TurnedAway(end);
            await ready();
        }
    }

    private static bool IsCut(string end) =>
        end.Contains("in the answer", StringComparison.Ordinal) || end.EndsWith("upstream_stream_cut", StringComparison.Ordinal);

    private static bool IsTurnedAway(string end)
    {
        var last = end[(end.LastIndexOf(": ", StringComparison.Ordinal) is var at && at >= 0 ? at + 2 : 0)..];
        return last == "unreachable"
            || last.StartsWith("close ", StringComparison.Ordinal)
            || last.StartsWith("HTTP 503 ", StringComparison.Ordinal)
            || last.StartsWith("503 error ", StringComparison.Ordinal);
    }
}
