using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Testing.Postgres;
using CodexPooler.Testing.Time;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounts.Tests.Keys;

/// <summary>A key's pause says who, why and until when, and ends as an account's does.</summary>
public sealed class KeyPauseTests
{
    [PostgresTheory]
    [MemberData(nameof(Engines.All), MemberType = typeof(Engines))]
    public async Task Pause_UntilATime_EndsByItselfThenAndNotBefore(string engine)
    {
        var clock = new ManualTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await AccountsHost.StartAsync(
            engine, services => services.AddSingleton<TimeProvider>(clock));
        var key = await CreateAsync(host);
        var until = clock.GetUtcNow().AddHours(2);

        var paused = await host.Admin.PauseKeyAsync(
            new() { Id = key.Id, Reason = "leaked?", Until = Timestamp.FromDateTimeOffset(until) });
        clock.Advance(TimeSpan.FromHours(1));

        (paused.Status, paused.Pause.Reason, paused.Pause.By).ShouldBe((ApiKeyStatus.Paused, "leaked?", "local operator"));
        (await ReadAsync(host)).Pause.Until.ToDateTimeOffset().ShouldBe(until, TimeSpan.FromMilliseconds(1));
        await Eventually.TrueAsync(
            async () =>
            {
                clock.Advance(TimeSpan.FromMinutes(1));
                return (await ReadAsync(host)).Status == ApiKeyStatus.Active;
            },
            "the pause ends");
        clock.GetUtcNow().ShouldBeGreaterThanOrEqualTo(until);
        (await ReadAsync(host)).Pause.ShouldBeNull();
        var audited = (await host.Admin.ListAuditAsync(new() { Target = $"key:{key.Id}" })).Entries;
        audited.Select(entry => (entry.Actor, entry.Action)).ShouldBe(
            [("system", "key.resume"), ("local operator", "key.pause"), ("local operator", "key.create")]);
        audited[1].Details.ShouldContain("leaked?");
    }

    [Fact]
    public async Task Pause_Automatic_NeitherReplacesAPersonsNorSurvivesOne()
    {
        await using var host = await AccountsHost.StartAsync();
        var key = await CreateAsync(host);
        await host.Admin.PauseKeyAsync(new() { Id = key.Id, Reason = "mine" });

        var kept = await host.Admin.PauseKeyAsync(new() { Id = key.Id, Reason = "errors", Automatic = true });
        (kept.Pause.Reason, kept.Pause.Automatic).ShouldBe(("mine", false));
        await host.Admin.ResumeKeyAsync(new() { Id = key.Id });
        var own = await host.Admin.PauseKeyAsync(new() { Id = key.Id, Reason = "errors", Automatic = true });
        own.Pause.Automatic.ShouldBeTrue();
        var replaced = await host.Admin.PauseKeyAsync(new() { Id = key.Id, Reason = "mine after all" });

        (replaced.Pause.Reason, replaced.Pause.Automatic).ShouldBe(("mine after all", false));
    }

    [Fact]
    public async Task Pause_SecondOne_ChangesReasonAndEndAndClosesSessionsOnce()
    {
        await using var host = await AccountsHost.StartAsync();
        var key = await CreateAsync(host);
        var first = await host.Admin.PauseKeyAsync(new() { Id = key.Id, Reason = "one" });
        var until = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(1));

        var second = await host.Admin.PauseKeyAsync(new() { Id = key.Id, Reason = "two", Until = until });

        (first.Epoch, second.Epoch).ShouldBe((key.Epoch + 1, key.Epoch + 1));
        (second.Pause.Reason, second.Pause.Until).ShouldBe(("two", until));
        (await host.Admin.RevokeKeyAsync(new() { Id = key.Id })).Pause.ShouldBeNull();
    }

    [Fact]
    public async Task Pause_WhatMakesNoSense_IsRefusedFieldByField()
    {
        await using var host = await AccountsHost.StartAsync();
        var key = await CreateAsync(host);
        var past = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddMinutes(-1));

        var refusal = await Should.ThrowAsync<RpcException>(async () => await host.Admin.PauseKeyAsync(
            new() { Id = key.Id, Reason = new string('x', 1001), Until = past }));

        refusal.StatusCode.ShouldBe(StatusCode.InvalidArgument);
        var fields = FieldErrors.Parser.ParseFrom(refusal.Trailers.GetValueBytes("field-errors-bin"));
        fields.Errors.Select(error => error.Field).ShouldBe(["until", "reason"]);
    }

    [Fact]
    public async Task Edit_KeyThatIsPaused_LeavesThePauseAlone()
    {
        await using var host = await AccountsHost.StartAsync();
        var key = await CreateAsync(host);
        var paused = await host.Admin.PauseKeyAsync(new() { Id = key.Id, Reason = "mine" });
        var wish = paused.Clone();
        (wish.Name, wish.Pause, wish.Status) = ("other", null, ApiKeyStatus.Active);

        var edited = await host.Admin.SaveKeyAsync(new() { Key = wish });

        (edited.Name, edited.Status, edited.Pause).ShouldBe(("other", ApiKeyStatus.Paused, paused.Pause));
    }

    [Fact]
    public async Task Watch_PausedKey_TellsTheEndButNobodysWords()
    {
        await using var host = await AccountsHost.StartAsync();
        var key = await CreateAsync(host);
        await using var watcher = new WatchedDirectory(host);
        var until = Timestamp.FromDateTimeOffset(DateTimeOffset.UtcNow.AddDays(1));

        await host.Admin.PauseKeyAsync(new() { Id = key.Id, Reason = "Mara's laptop was stolen", Until = until });

        await watcher.UntilAsync(copy => copy.Keys.GetValueOrDefault(key.Id)?.Status == ApiKeyStatus.Paused);
        var pause = watcher.Keys[key.Id].Pause;
        (pause.Until, pause.By, pause.Reason).ShouldBe((until, "", ""));
    }

    private static async Task<ApiKey> CreateAsync(AccountsHost host) =>
        (await host.CreateKeyAsync((await host.CreatePoolAsync("team")).Id)).Key;

    private static async Task<ApiKey> ReadAsync(AccountsHost host) => (await host.Admin.ListKeysAsync(new())).Keys.Single();
}
