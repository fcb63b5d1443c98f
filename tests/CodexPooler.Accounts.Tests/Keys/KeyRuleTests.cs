using CodexPooler.Accounts.Tests.TestData;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Testing.Time;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounts.Tests.Keys;

public sealed class KeyRuleTests
{
    [Fact]
    public async Task Rotate_KeyThatHasExpired_IsRefusedInsteadOfMakingADeadOne()
    {
        var clock = new ManualTimeProvider(DateTimeOffset.UtcNow);
        await using var host = await AccountsHost.StartAsync(
            "Sqlite", services => services.AddSingleton<TimeProvider>(clock));
        var pool = await host.CreatePoolAsync("team");
        var ends = Timestamp.FromDateTimeOffset(clock.GetUtcNow().AddHours(1));
        var key = (await host.Admin.CreateKeyAsync(
            new() { Key = new() { PoolId = pool.Id, Name = "ci", ExpiresAt = ends } })).Key;
        clock.Advance(TimeSpan.FromHours(1));

        var refusal = await Should.ThrowAsync<RpcException>(async () => await host.Admin.RotateKeyAsync(new() { Id = key.Id }));

        refusal.StatusCode.ShouldBe(StatusCode.FailedPrecondition);
        refusal.Status.Detail.ShouldContain("later end");
        (await host.Admin.ListKeysAsync(new())).Keys.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Create_WhatMakesNoSense_IsRefusedFieldByField()
    {
        await using var host = await AccountsHost.StartAsync();
        var pool = await host.CreatePoolAsync("team");
        var wish = new ApiKey { PoolId = pool.Id, Name = "ci", Owner = new string('x', 161), Tags = { "" } };
        wish.ModelLimits[""] = new();

        var refusal = await Should.ThrowAsync<RpcException>(async () => await host.Admin.CreateKeyAsync(new() { Key = wish }));

        FieldErrors.Parser.ParseFrom(refusal.Trailers.GetValueBytes("field-errors-bin")).Errors
            .Select(error => error.Field).ShouldBe(["owner", "tags", "model_limits"]);
    }
}
