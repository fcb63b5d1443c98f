using System.Globalization;

namespace CodexPooler.Bench.Edge.Proxies;

/// <summary>What one of our own processes tells of itself.</summary>
internal static class ProcessMetrics
{
    private const string Allocated = "\ndotnet_gc_heap_total_allocated_bytes_total ";
    private static readonly HttpClient Http = new();

    public static double AllocatedBytes(int port)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"http://127.0.0.1:{port}/metrics");
        using var answer = Http.Send(request);
        using var reader = new StreamReader(answer.Content.ReadAsStream());
        var text = reader.ReadToEnd();
        var at = text.IndexOf(Allocated, StringComparison.Ordinal);
        if (at < 0) return double.NaN;
        var value = text.AsSpan(at + Allocated.Length);
        return double.Parse(value[..value.IndexOf('\n')], CultureInfo.InvariantCulture);
    }
}
