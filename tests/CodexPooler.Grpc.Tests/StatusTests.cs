using CodexPooler.Grpc.Tests.Protos;
using CodexPooler.Grpc.Tests.TestData;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Xunit;

namespace CodexPooler.Grpc.Tests;

public sealed class StatusTests
{
    [Fact]
    public async Task Unary_HandlerThrows_TellsNothingOfTheFault()
    {
        await using var host = await ProbeHost.StartAsync();
        host.Behaviour.Unary = (_, _) => throw new InvalidDataException("the secret inside");

        var fault = await Should.ThrowAsync<RpcException>(async () => await host.Client.UnaryAsync(new ProbeRequest()));

        fault.Status.ShouldBe(new Status(StatusCode.Unknown, "Exception was thrown by handler."));
    }

    [Fact]
    public async Task Unary_HandlerThrowsWithDetailedErrors_TellsTheMessage()
    {
        await using var host = await ProbeHost.StartAsync(options => options.EnableDetailedErrors = true);
        host.Behaviour.Unary = (_, _) => throw new InvalidDataException("what went wrong");

        var fault = await Should.ThrowAsync<RpcException>(async () => await host.Client.UnaryAsync(new ProbeRequest()));

        fault.Status.Detail.ShouldBe("Exception was thrown by handler. InvalidDataException: what went wrong");
    }

    [Fact]
    public async Task Unary_HandlerSetsAnErrorStatus_TheMessageIsNotSent()
    {
        await using var host = await ProbeHost.StartAsync();
        host.Behaviour.Unary = (_, context) =>
        {
            context.Status = new Status(StatusCode.FailedPrecondition, "not now");
            return Task.FromResult(new ProbeReply { Text = "unseen" });
        };

        var fault = await Should.ThrowAsync<RpcException>(async () => await host.Client.UnaryAsync(new ProbeRequest()));

        fault.Status.ShouldBe(new Status(StatusCode.FailedPrecondition, "not now"));
    }

    [Fact]
    public async Task Unary_HandlerReturnsNull_IsCancelled()
    {
        await using var host = await ProbeHost.StartAsync();
        host.Behaviour.Unary = (_, _) => Task.FromResult<ProbeReply>(null!);

        var fault = await Should.ThrowAsync<RpcException>(async () => await host.Client.UnaryAsync(new ProbeRequest()));

        fault.StatusCode.ShouldBe(StatusCode.Cancelled);
    }

    // The table of grpc/grpc, doc/http-grpc-status-mapping.md.
    [Theory]
    [InlineData(400, StatusCode.Internal)]
    [InlineData(401, StatusCode.Unauthenticated)]
    [InlineData(403, StatusCode.PermissionDenied)]
    [InlineData(404, StatusCode.Unimplemented)]
    [InlineData(429, StatusCode.Unavailable)]
    [InlineData(502, StatusCode.Unavailable)]
    [InlineData(503, StatusCode.Unavailable)]
    [InlineData(504, StatusCode.Unavailable)]
    [InlineData(418, StatusCode.Unknown)]
    [InlineData(500, StatusCode.Unknown)]
    [InlineData(302, StatusCode.Unknown)]
    public async Task Unary_PlainHttpAnswer_IsMapped(int httpStatus, StatusCode expected)
    {
        await using var host = await ProbeHost.StartAsync(map: app => app.Use((HttpContext http, RequestDelegate _) =>
        {
            http.Response.StatusCode = httpStatus;
            return Task.CompletedTask;
        }));

        var fault = await Should.ThrowAsync<RpcException>(async () => await host.Client.UnaryAsync(new ProbeRequest()));

        fault.StatusCode.ShouldBe(expected);
        fault.Status.Detail.ShouldContain(httpStatus.ToString());
    }

    [Fact]
    public async Task Unary_AnswerIsAWebPage_IsUnknown()
    {
        await using var host = await ProbeHost.StartAsync(map: app =>
            app.Use((HttpContext http, RequestDelegate _) => Results.Content("<html>", "text/html").ExecuteAsync(http)));

        var fault = await Should.ThrowAsync<RpcException>(async () => await host.Client.UnaryAsync(new ProbeRequest()));

        fault.StatusCode.ShouldBe(StatusCode.Unknown);
        fault.Status.Detail.ShouldContain("text/html");
    }

    [Fact]
    public async Task Unary_NobodyListens_IsUnavailable()
    {
        var host = await ProbeHost.StartAsync();
        var address = host.Address;
        await host.DisposeAsync();
        using var channel = global::Grpc.Net.Client.GrpcChannel.ForAddress(address);

        var fault = await Should.ThrowAsync<RpcException>(
            async () => await new Probe.ProbeClient(channel).UnaryAsync(new ProbeRequest()));

        fault.StatusCode.ShouldBe(StatusCode.Unavailable);
    }

    [Fact]
    public async Task GetStatus_BeforeTheEnd_IsRefused()
    {
        await using var host = await ProbeHost.StartAsync();
        using var call = host.Client.Converse();

        Should.Throw<InvalidOperationException>(() => call.GetStatus());
        Should.Throw<InvalidOperationException>(() => call.GetTrailers());
    }
}
