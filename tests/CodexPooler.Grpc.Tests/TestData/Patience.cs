namespace CodexPooler.Grpc.Tests.TestData;

internal static class Patience
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(15);

    public static Task Bounded(this Task task) => task.WaitAsync(Limit);

    public static Task<T> Bounded<T>(this Task<T> task) => task.WaitAsync(Limit);
}
