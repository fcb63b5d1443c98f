using System.Net;
using CodexPooler.Grpc.Tests.Protos;
using CodexPooler.Grpc.Tests.TestData;
using Grpc.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Shouldly;
using Xunit;

namespace CodexPooler.Grpc.Tests;

public sealed class RequestGuardTests
{
    private static readonly byte[] Valid = RawClient.Frame(new ProbeRequest { Text = "x" });

    [Theory]
    [InlineData("application/grpc", 200)]
    [InlineData("application/grpc+proto", 200)]
    [InlineData("application/grpc; charset=utf-8", 200)]
    [InlineData("application/grpc+json", 415)]
    [InlineData("application/grpc-web", 415)]
    [InlineData("application/grpc+protox", 415)]
    [InlineData("application/json", 415)]
    public async Task Post_ContentType_IsAcceptedOrRefused(string contentType, int expected)
    {
        await using var host = await ProbeHost.StartAsync();
        using var client = new RawClient();

        var answer = await client.PostAsync(host.Address, "Unary", Valid, contentType);

        answer.HttpStatus.ShouldBe(expected);
        answer.Status.ShouldBe(expected == 200 ? StatusCode.OK : null);
    }

    [Fact]
    public async Task Post_OverHttp1_SaysThatHttp2IsNeeded()
    {
        await using var host = await ProbeHost.StartAsync(listen: options => options.Protocols = HttpProtocols.Http1);
        using var client = new RawClient();

        var answer = await client.PostAsync(host.Address, "Unary", Valid, version: HttpVersion.Version11);

        answer.HttpStatus.ShouldBe(426);
        System.Text.Encoding.UTF8.GetString(answer.Body).ShouldContain("gRPC needs HTTP/2");
    }

    [Fact]
    public async Task Post_UnknownMethod_IsUnimplemented()
    {
        await using var host = await ProbeHost.StartAsync();
        using var client = new RawClient();

        var answer = await client.PostAsync(host.Address, "Nothing", Valid);

        answer.Status.ShouldBe(StatusCode.Unimplemented);
        answer.Message.ShouldContain("has no such method");
    }

    [Fact]
    public async Task Post_UnknownService_IsUnimplemented()
    {
        await using var host = await ProbeHost.StartAsync();
        using var client = new RawClient();

        var answer = await client.PostAsync(new Uri(host.Address, "/"), "../other.Service/Method", Valid);

        answer.Status.ShouldBe(StatusCode.Unimplemented);
        answer.Message.ShouldContain("no such service");
    }
}
