using System.Runtime;
using CodexPooler.Edge.Settlement;
using CodexPooler.Edge.Warmup.Backend;
using CodexPooler.Edge.Warmup.Clients;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CodexPooler.Edge.Warmup;

/// <summary>
/// Turns of every kind through a second edge inside the process, between its own clients and its own upstream. Compiled code is
/// the process's; everything else ends with the rehearsal.
/// </summary>
internal sealed class Rehearsal(
    IServiceProvider host, IOptions<WarmupOptions> options, IOptions<SpoolOptions> spool, TimeProvider time) : IRehearsal
{
    private const int MostLooks = 50;
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(100);

    /// <summary>How the upstream answers.</summary>
    public RequestDelegate Upstream { get; init; } = BackendTurns.AnswerAsync;

    /// <summary>Where the last rehearsal listened.</summary>
    public IReadOnlyList<Uri> Listened { get; private set; } = [];

    public async Task RunAsync(WarmupProgress progress, CancellationToken cancellationToken)
    {
        using var meters = new UnheardMeters();
        using var scratch = new ScratchFolder(spool.Value.Folder);
        await using var backend = await RehearsalBackend.StartAsync(meters, Upstream, cancellationToken);
        await using var edge = await RehearsedEdge.StartAsync(meters, backend, scratch, HostTraits.Of(host), cancellationToken);
        Listened = [edge.Address, .. backend.Addresses];
        using var http = new HttpMessageInvoker(RehearsalClients.Handler(meters));
        var parts = RehearsedKinds.All
            .SelectMany(kind => kind.Split(options.Value.Turns, edge.Keys)
                .Select(share => (Kind: kind, share.Key, share.Turns))).ToList();
        await Parallel.ForEachAsync(
            parts,
            new ParallelOptions { MaxDegreeOfParallelism = parts.Count, CancellationToken = cancellationToken },
            async (part, cancelled) =>
            {
                using var client = part.Kind.Client(edge.Address, part.Key, http);
                for (var turn = 0; turn < part.Turns; turn++)
                {
                    await client.TakeTurnAsync(cancelled);
                    progress.Advance();
                }
            });
        await CompiledAsync(cancellationToken);
    }

    // What was called often enough is compiled in the background, a while later.
    private async Task CompiledAsync(CancellationToken cancellationToken)
    {
        var known = 0L;
        for (var look = 0; look < MostLooks && JitInfo.GetCompiledMethodCount() != known; look++)
        {
            known = JitInfo.GetCompiledMethodCount();
            await Task.Delay(LookEvery, time, cancellationToken);
        }
    }
}
