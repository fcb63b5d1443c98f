namespace CodexPooler.Grpc.Tests.TestData;

internal static class Stall
{
    private static readonly TimeSpan Quiet = TimeSpan.FromMilliseconds(500);

    /// <summary>A write that makes no progress for this long waits for its peer.</summary>
    public static async Task<bool> ReachedAsync(Task write)
    {
        try
        {
            await write.WaitAsync(Quiet);
            return false;
        }
        catch (TimeoutException)
        {
            return true;
        }
    }
}
