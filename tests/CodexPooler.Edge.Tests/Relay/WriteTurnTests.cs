using CodexPooler.Edge.Relay;

namespace CodexPooler.Edge.Tests.Relay;

public sealed class WriteTurnTests
{
    private readonly WriteTurn _turn = new();

    [Fact]
    public async Task Enter_Free_IsTakenAtOnceAndByOneOnly()
    {
        _turn.EnterAsync(CancellationToken.None).AsTask().IsCompletedSuccessfully.ShouldBeTrue();
        _turn.TryEnter().ShouldBeFalse();

        _turn.Leave();

        _turn.TryEnter().ShouldBeTrue();
        _turn.Leave();
        await _turn.EnterAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Leave_SomebodyWaits_IsTheirsAndNobodyElses()
    {
        _turn.TryEnter().ShouldBeTrue();
        var waiting = _turn.EnterAsync(CancellationToken.None).AsTask();
        waiting.IsCompleted.ShouldBeFalse();

        _turn.Leave();

        _turn.TryEnter().ShouldBeFalse();
        await waiting.WaitAsync(TimeSpan.FromSeconds(20));
        _turn.Leave();
        _turn.TryEnter().ShouldBeTrue();
    }

    [Fact]
    public async Task Enter_GivenUp_LeavesTheTurnToOthers()
    {
        _turn.TryEnter().ShouldBeTrue();
        using var gone = new CancellationTokenSource();
        var waiting = _turn.EnterAsync(gone.Token).AsTask();

        await gone.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        var next = _turn.EnterAsync(CancellationToken.None).AsTask();
        next.IsCompleted.ShouldBeFalse();
        _turn.Leave();
        await next.WaitAsync(TimeSpan.FromSeconds(20));
        _turn.Leave();
        _turn.TryEnter().ShouldBeTrue();
    }

    [Fact]
    public async Task Enter_ManyTimesBesideOneWhoOnlyTries_NeverBothAtOnce()
    {
        var inside = 0;
        var most = 0;
        using var over = new CancellationTokenSource();
        var trying = Task.Run(() =>
        {
            while (!over.IsCancellationRequested)
                if (_turn.TryEnter())
                    Stay();
        });
        for (var time = 0; time < 20_000; time++)
        {
            await _turn.EnterAsync(CancellationToken.None).AsTask().WaitAsync(TimeSpan.FromSeconds(20));
            Stay();
        }

        await over.CancelAsync();
        await trying;
        most.ShouldBe(1);

        void Stay()
        {
            most = Math.Max(most, Interlocked.Increment(ref inside));
            Interlocked.Decrement(ref inside);
            _turn.Leave();
        }
    }
}
