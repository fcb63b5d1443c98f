using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Accounts.Tokens.Refreshing;

namespace CodexPooler.Accounts.Tests.Tokens;

public sealed class RefreshConcurrencyTests : IDisposable
{
    private const int Rounds = 25;
    private const int CallersPerReplica = 100;
    private readonly TempFolder _folder = new();
    private readonly RotatingIssuer _issuer = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Refresh_ManyCallersOnTwoReplicas_OneExchangeARound()
    {
        var one = await TokenReplica.StartAsync(_folder, _issuer);
        var two = await TokenReplica.StartAsync(_folder, _issuer);
        var id = await one.LinkAsync();

        for (var round = 1; round <= Rounds; round++)
        {
            var known = round;
            var results = await Task.WhenAll(Enumerable.Range(0, 2 * CallersPerReplica).Select(caller => Task.Run(() =>
                (caller % 2 == 0 ? one : two).Coordinator.RefreshAsync(id, known, default))));

            results.ShouldAllBe(result => result is RefreshResult.Fresh);
            results.Cast<RefreshResult.Fresh>().ShouldAllBe(fresh => fresh.Credential.Generation == known + 1);
            _issuer.Exchanges.ShouldBe(round);
        }

        _issuer.Reuses.ShouldBe(0);
    }

    [Fact]
    public async Task Refresh_CallerLeaves_TheExchangeGoesOn()
    {
        var replica = await TokenReplica.StartAsync(_folder, _issuer);
        var id = await replica.LinkAsync();
        var answer = new TaskCompletionSource();
        var asked = new TaskCompletionSource();
        _issuer.BeforeAnswer = () =>
        {
            asked.SetResult();
            return answer.Task;
        };
        using var leaving = new CancellationTokenSource();
        var left = replica.Coordinator.RefreshAsync(id, 1, leaving.Token);
        await asked.Task;
        var stays = replica.Coordinator.RefreshAsync(id, 1, default);
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => left);

        answer.SetResult();

        (await stays).ShouldBeOfType<RefreshResult.Fresh>().Credential.Generation.ShouldBe(2);
        _issuer.Exchanges.ShouldBe(1);
    }
}
