using System.Net;
using System.Security.Cryptography;
using System.Text;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Edge.Authentication;
using CodexPooler.Edge.Tests.Ingress;
using CodexPooler.Edge.Tests.TestData;
using CodexPooler.Testing.Time;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Edge.Tests.Authentication;

public sealed class ArrivingKeysTests
{
    private const string NewKey = "sk-cxp-00112233aabb-abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
    private readonly ManualTimeProvider _time = new();
    private readonly TestDirectory _directory = TestDirectory.WithKey();
    private readonly ArrivingKeys _arriving;

    public ArrivingKeysTests() => _arriving = new(new KeyAuthenticator(_directory.Holder, _time), _directory.Holder, _time);

    [Fact]
    public async Task Wait_KeyTheDirectoryTellsOfInTheMeantime_IsGiven()
    {
        var waiting = WaitAsync(NewKey);
        _directory.Add(new Change { ApiKey = Of("sk-cxp-other") });
        waiting.IsCompleted.ShouldBeFalse();

        _directory.Add(new Change { ApiKey = Of(NewKey) });

        (await waiting).ShouldNotBeNull().Key.Id.ShouldBe(NewKey);
    }

    [Fact]
    public async Task Wait_KeyThatDoesNotCome_IsRefusedInTimeAndAtOnceFromThenOn()
    {
        var waiting = WaitAsync(NewKey);
        _time.Advance(ArrivingKeys.Patience);

        (await waiting).ShouldBeNull();
        WaitAsync(NewKey).IsCompleted.ShouldBeTrue();
        _time.ArmedTimers.ShouldBe(0);
    }

    [Theory]
    [InlineData("sk-cxp-unknown")]
    [InlineData("sk-abc-00112233aabb-abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG")]
    [InlineData("")]
    public void Wait_WhatIsNoKeyOfOurs_IsRefusedAtOnce(string key) => WaitAsync(key).IsCompleted.ShouldBeTrue();

    [Fact]
    public async Task Wait_MoreThanMayWait_AreRefusedAtOnce()
    {
        var waiting = Enumerable.Range(0, ArrivingKeys.MostWaiting).Select(n => WaitAsync(Junk(n))).ToList();

        WaitAsync(Junk(ArrivingKeys.MostWaiting)).IsCompleted.ShouldBeTrue();

        waiting.ShouldAllBe(one => !one.IsCompleted);
        _time.Advance(ArrivingKeys.Patience);
        (await Task.WhenAll(waiting)).ShouldAllBe(key => key == null);
        WaitAsync(NewKey).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Wait_ClientThatLeaves_IsNotRemembered()
    {
        using var client = new CancellationTokenSource();
        var waiting = _arriving.WaitAsync($"Bearer {NewKey}", client.Token).AsTask();

        await client.CancelAsync();

        (await waiting).ShouldBeNull();
        WaitAsync(NewKey).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Invoke_FirstRequestOfANewKey_IsServedOnceTheDirectoryTellsOfIt()
    {
        await using var server = await IngressServer.StartAsync(
            _directory, configure: services => services.AddSingleton<TimeProvider>(_time));
        var asking = server.Http.SendAsync(IngressServer.Request("POST", "/backend-api/codex/alpha/search", NewKey));
        await Eventually.TrueAsync(() => _time.ArmedTimers > 0, "the edge waits for the key");

        _directory.Add(new Change { ApiKey = Of(NewKey) });

        using var answer = await asking;
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    private static string Junk(int number) => $"{NewKey[..^6]}{number:D6}";

    private static ApiKey Of(string key) => new()
    {
        Id = key,
        PoolId = "pool-1",
        Hash = ByteString.CopyFrom(SHA256.HashData(Encoding.UTF8.GetBytes(key))),
        Status = ApiKeyStatus.Active,
        Policy = new KeyPolicy(),
    };

    private Task<Edge.Snapshot.KeyEntry?> WaitAsync(string key) => _arriving.WaitAsync($"Bearer {key}", default).AsTask();
}
