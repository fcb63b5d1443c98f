namespace CodexPooler.Bench.Grpc;

internal readonly record struct LoadResult(long Calls, TimeSpan Elapsed, long AllocatedBytes)
{
    public double PerSecond => Calls / Elapsed.TotalSeconds;

    public double BytesPerCall => (double)AllocatedBytes / Calls;

    public static LoadResult operator +(LoadResult left, LoadResult right) =>
        new(left.Calls + right.Calls, left.Elapsed + right.Elapsed, left.AllocatedBytes + right.AllocatedBytes);

    public override string ToString() => FormattableString.Invariant($"{PerSecond,9:N0} calls/s  {BytesPerCall,7:N0} B/call");
}
