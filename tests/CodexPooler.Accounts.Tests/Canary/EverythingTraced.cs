using System.Collections.Concurrent;
using System.Diagnostics;

namespace CodexPooler.Accounts.Tests.Canary;

/// <summary>
/// Keeps every activity of every source with all it carries, as an exporter that samples everything would send it.
/// </summary>
internal sealed class EverythingTraced : IDisposable
{
    private readonly ConcurrentQueue<string> _activities = new();
    private readonly ActivityListener _listener;

    public EverythingTraced()
    {
        _listener = new()
        {
            ShouldListenTo = _ => true,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = activity => _activities.Enqueue(Describe(activity)),
        };
        ActivitySource.AddActivityListener(_listener);
    }

    public string Text => string.Join('\n', _activities);

    public void Dispose() => _listener.Dispose();

    private static string Describe(Activity activity) => string.Join(' ',
    [
        activity.Source.Name, activity.OperationName, activity.DisplayName, activity.StatusDescription, activity.TraceStateString,
        .. activity.TagObjects.Select(Describe), .. activity.Baggage.Select(pair => $"{pair.Key}={pair.Value}"),
        .. activity.Events.SelectMany(happened => happened.Tags.Select(Describe).Prepend(happened.Name)),
    ]);

    private static string Describe(KeyValuePair<string, object?> tag) => $"{tag.Key}={tag.Value}";
}
