using System.Threading.Channels;

namespace CodexPooler.Dapr.Tests.TestData;

/// <summary>What a test sees of the actors, and how it holds one in its turn.</summary>
public sealed class ActorProbe
{
    private int _inside;

    public Channel<string> Events { get; } = Channel.CreateUnbounded<string>();

    public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public int MostInside { get; private set; }

    public int FailReminders { get; set; }

    public void Tell(string what) => Events.Writer.TryWrite(what);

    public async Task<string> NextAsync() => await Events.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(20));

    public async Task InsideAsync(Func<Task> action)
    {
        MostInside = Math.Max(MostInside, Interlocked.Increment(ref _inside));
        try
        {
            await action();
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }
}
