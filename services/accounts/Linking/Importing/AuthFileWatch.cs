using CodexPooler.Accounts.Pools;
using CodexPooler.Accounts.Registry.Watching;
using CodexPooler.Contracts.Credentials.V1;
using CodexPooler.Data;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CodexPooler.Accounts.Linking.Importing;

/// <summary>Follows one login file. Watches its folder, because tools replace such a file by renaming another over it.</summary>
internal sealed class AuthFileWatch(
    LoginImport import, PoolAdmin pools, IOptions<AuthFileOptions> options, TimeProvider time,
        ILogger<AuthFileWatch> logger) : BackgroundService
{
    private readonly ChangeSignal _changed = new();
    private ByteString _taken = ByteString.Empty;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (options.Value.File() is not { } path) return;
        using var watcher = Watch(path);
        while (!stoppingToken.IsCancellationRequested)
        {
            await LookAsync(path, stoppingToken);
            await _changed.WaitAsync(options.Value.LookEvery, time, stoppingToken);
        }
    }

    private async Task LookAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            if (!File.Exists(path)) return;
            var content = ByteString.CopyFrom(await File.ReadAllBytesAsync(path, cancellationToken));
            if (content.Equals(_taken)) return;
            var order = new LinkOrder("watched login file",
                await PoolIdsAsync(cancellationToken))
            { Owner = options.Value.Owner };
            var results = await import.ImportAsync(
                order, [new ImportFile { Name = path, Content = content }], dryRun: false, cancellationToken);
            foreach (var result in results) Log.WatchedFile(logger, path, result.Outcome.ToString(), result.ErrorCode);
            // A file caught half-written is looked at again.
            if (results.All(result => result.ErrorCode is not ("invalid_auth_json" or "store_unavailable"))) _taken = content;
        }
        catch (Exception cause) when (
            cause is IOException or UnauthorizedAccessException or DatabaseUnavailableException or RpcException)
        {
            Log.WatchedFileFailed(logger, path, cause.Message);
        }
    }

    private async Task<IReadOnlyList<string>> PoolIdsAsync(CancellationToken cancellationToken) =>
        [.. (await pools.ListAsync(cancellationToken)).Where(pool =>
            options.Value.Pools.Contains(pool.Slug)).Select(pool => pool.Id)];

    private FileSystemWatcher? Watch(string path)
    {
        var folder = Path.GetDirectoryName(path)!;
        if (!Directory.Exists(folder)) return null;
        var watcher = new FileSystemWatcher(folder, Path.GetFileName(path));
        watcher.Changed += (_, _) => _changed.Raise();
        watcher.Created += (_, _) => _changed.Raise();
        watcher.Renamed += (_, _) => _changed.Raise();
        watcher.EnableRaisingEvents = true;
        return watcher;
    }
}
