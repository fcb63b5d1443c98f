using CodexPooler.Accounts.Pools;
using CodexPooler.Accounts.Registry.Watching;
using CodexPooler.Contracts.Credentials.V1;
using Google.Protobuf;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CodexPooler.Accounts.Linking.Importing;

/// <summary>Follows one login file: at once where the system tells of changes, by looking now and then everywhere.</summary>
internal sealed class AuthFileWatch(
    LoginImport import,
    PoolAdmin pools,
    IOptions<AuthFileOptions> options,
    TimeProvider time,
    ILogger<AuthFileWatch> logger) : BackgroundService
{
    private readonly ChangeSignal _changed = new();
    private ByteString _seen = ByteString.Empty;
    private bool _isTaken;
    private bool _isPolling;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.File() is null) return;
        using var notices = new FolderNotices(_changed.Raise);
        while (!stoppingToken.IsCancellationRequested)
        {
            await LookAsync(notices, stoppingToken);
            await _changed.WaitAsync(options.Value.LookEvery, time, stoppingToken);
        }
    }

    private async Task LookAsync(FolderNotices notices, CancellationToken cancellationToken)
    {
        // Asked every time: a folder of that name may have come to be meanwhile.
        var path = options.Value.File()!;
        try
        {
            Note(path, notices.Renew(path));
            var told = notices.TakeTold();
            if (!File.Exists(path)) return;
            var content = ByteString.CopyFrom(await File.ReadAllBytesAsync(path, cancellationToken));
            var isNews = !content.Equals(_seen);
            if (!isNews && _isTaken) return;
            // A change that nobody told of: what is watched is not what is at the path any more.
            if (isNews && !told && !_seen.IsEmpty) Note(path, notices.Renew(path, anew: true));
            (_seen, _isTaken) = (content, false);
            _isTaken = await TakeAsync(path, content, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
        }
        catch (Exception cause)
        {
            Log.WatchedFileFailed(logger, path, cause.Message);
        }
    }

    private async Task<bool> TakeAsync(string path, ByteString content, CancellationToken cancellationToken)
    {
        var order = new LinkOrder("watched login file", await PoolIdsAsync(cancellationToken)) { Owner = options.Value.Owner };
        var results = await import.ImportAsync(
            order, [new ImportFile { Name = path, Content = content }], dryRun: false, cancellationToken);
        foreach (var result in results) Log.WatchedFile(logger, path, result.Outcome.ToString(), result.ErrorCode);
        // Half a file is whole at the next look, and a store that is away comes back.
        return results.All(result => result.ErrorCode is not ("invalid_auth_json" or "store_unavailable"));
    }

    private async Task<IReadOnlyList<string>> PoolIdsAsync(CancellationToken cancellationToken) =>
        [.. (await pools.ListAsync(cancellationToken))
            .Where(pool => options.Value.Pools.Contains(pool.Slug)).Select(pool => pool.Id)];

    private void Note(string path, string? reason)
    {
        if (reason is not null && !_isPolling) Log.WatchedFilePolled(logger, path, options.Value.LookEvery, reason);
        _isPolling = reason is not null;
    }
}
