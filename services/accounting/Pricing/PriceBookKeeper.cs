using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CodexPooler.Accounting.Pricing;

/// <summary>Keeps the prices current: what another replica activated, the operator's file, the operator's address.</summary>
internal sealed class PriceBookKeeper(
    PriceBooks books, IOptions<PriceOptions> options, HttpClient http, TimeProvider time, ILogger<PriceBookKeeper> logger)
    : BackgroundService
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    private readonly PriceOptions _options = options.Value;

    private string? _imported;

    // The first consumed turn must find the prices, so the start waits for them.
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await books.LoadAsync(cancellationToken);
        await ImportAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var imported = time.GetTimestamp();
        while (true)
        {
            await Task.Delay(Step, time, stoppingToken);
            try
            {
                await books.LoadAsync(stoppingToken);
                if (time.GetElapsedTime(imported) < _options.Refresh) continue;
                imported = time.GetTimestamp();
                await ImportAsync(stoppingToken);
            }
            catch (Exception exception) when (!stoppingToken.IsCancellationRequested)
            {
                Log.RefreshFailed(logger, exception);
            }
        }
    }

    private async Task ImportAsync(CancellationToken cancellationToken)
    {
        try
        {
            var json = _options switch
            {
                { File: { } file } => await File.ReadAllTextAsync(file, cancellationToken),
                { Url: { } url } => await http.GetStringAsync(url, cancellationToken),
                _ => null,
            };
            if (json is null || json == _imported) return;
            var stored = await books.ImportAsync(json, cancellationToken);
            _imported = json;
            Log.Imported(logger, stored.Version);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is IOException
            or UnauthorizedAccessException or HttpRequestException or OperationCanceledException or PriceBookFormatException)
        {
            Log.ImportFailed(logger, exception.Message);
        }
    }
}
