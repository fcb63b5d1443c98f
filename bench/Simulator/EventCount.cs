namespace CodexPooler.Bench.Simulator;

/// <summary>Counts the events of a stream by their line feeds, of which the simulator writes three an event.</summary>
internal static class EventCount
{
    private const int LinesAnEvent = 3;

    public static async Task<long> DrainAsync(Stream body, byte[] buffer, Action<long> add, CancellationToken cancellationToken)
    {
        long lines = 0;
        long told = 0;
        while (await body.ReadAsync(buffer, cancellationToken) is var size and > 0)
        {
            lines += buffer.AsSpan(0, size).Count((byte)'\n');
            add(lines / LinesAnEvent - told);
            told = lines / LinesAnEvent;
        }
        return told;
    }
}
