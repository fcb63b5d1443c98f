using System.ComponentModel.DataAnnotations;

namespace CodexPooler.Edge.Ingress;

/// <summary>How much of one route class runs at once, and how much may wait.</summary>
internal sealed class BulkheadLimit
{
    public BulkheadLimit()
    {
    }

    public BulkheadLimit(int concurrency, int queue) => (Concurrency, Queue) = (concurrency, queue);

    /// <summary>Most that run at once.</summary>
    [Range(1, 1_000_000)]
    public int Concurrency { get; set; } = 256;

    /// <summary>Most that wait for a place; more are refused at once.</summary>
    [Range(0, 1_000_000)]
    public int Queue { get; set; } = 256;

    /// <summary>Longest wait for a place.</summary>
    [Range(typeof(TimeSpan), "00:00:00.1", "00:05:00")]
    public TimeSpan QueueTimeout { get; set; } = TimeSpan.FromSeconds(10);
}
