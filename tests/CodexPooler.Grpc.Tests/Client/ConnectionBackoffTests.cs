using System.Net.Sockets;
using CodexPooler.Grpc.Client;
using CodexPooler.Grpc.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Grpc.Tests.Client;

/// <summary>grpc/grpc, doc/connection-backoff.md: times 1.6 with a jitter of 0.2 up to a maximum.</summary>
public sealed class ConnectionBackoffTests
{
    private static readonly SocketException Refused = new((int)SocketError.ConnectionRefused);

    private readonly SettableTime _time = new();

    [Fact]
    public void Failed_Repeatedly_GrowsToTheMaximum()
    {
        var backoff = new ConnectionBackoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), _time);
        double[] expected = [1, 1.6, 2.56, 4.096, 5, 5];

        foreach (var seconds in expected)
        {
            backoff.Failed(Refused);
            backoff.Delay.TotalSeconds.ShouldBeInRange(seconds * 0.8, seconds * 1.2);
            _time.Advance(backoff.Delay);
        }
    }

    [Fact]
    public void ThrowIfWaiting_WithinTheDelay_RepeatsTheLastError()
    {
        var backoff = new ConnectionBackoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), _time);
        backoff.Failed(Refused);

        Should.Throw<SocketException>(backoff.ThrowIfWaiting).SocketErrorCode.ShouldBe(SocketError.ConnectionRefused);
        _time.Advance(backoff.Delay);
        Should.NotThrow(backoff.ThrowIfWaiting);
    }

    [Fact]
    public void Succeeded_AfterFailures_StartsOver()
    {
        var backoff = new ConnectionBackoff(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(5), _time);
        backoff.Failed(Refused);
        backoff.Failed(Refused);

        backoff.Succeeded();

        backoff.Delay.ShouldBe(TimeSpan.Zero);
        backoff.Failed(Refused);
        backoff.Delay.TotalSeconds.ShouldBeLessThan(1.21);
    }
}
