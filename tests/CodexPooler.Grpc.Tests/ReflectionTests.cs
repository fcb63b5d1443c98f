using CodexPooler.Grpc.Tests.TestData;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Reflection.V1;
using Microsoft.AspNetCore.Builder;
using Shouldly;
using Xunit;

namespace CodexPooler.Grpc.Tests;

/// <summary>The exchanges grpcurl makes, by grpc/grpc, doc/server-reflection.md.</summary>
public sealed class ReflectionTests
{
    [Fact]
    public async Task ListServices_NamesEveryMappedService()
    {
        var answer = await AskAsync(new ServerReflectionRequest { ListServices = "*", Host = "h" });

        answer.ListServicesResponse.Service.Select(service => service.Name)
            .ShouldBe(["codexpooler.grpc.tests.v1.Probe", "grpc.reflection.v1.ServerReflection"]);
        answer.ValidHost.ShouldBe("h");
        answer.OriginalRequest.ListServices.ShouldBe("*");
    }

    [Theory]
    [InlineData("codexpooler.grpc.tests.v1.Probe")]
    [InlineData("codexpooler.grpc.tests.v1.Probe.Unary")]
    [InlineData("codexpooler.grpc.tests.v1.ProbeRequest")]
    [InlineData("codexpooler.grpc.tests.v1.ProbeRequest.text")]
    public async Task FileContainingSymbol_KnownSymbol_IsADescriptorThatDefinesIt(string symbol)
    {
        var answer = await AskAsync(new ServerReflectionRequest { FileContainingSymbol = symbol });

        var file = FileDescriptorProto.Parser.ParseFrom(answer.FileDescriptorResponse.FileDescriptorProto[0]);
        file.Package.ShouldBe("codexpooler.grpc.tests.v1");
        file.Service.Single().Method.Count.ShouldBe(4);
    }

    [Fact]
    public async Task FileByFilename_NameInADescriptor_IsFound()
    {
        var symbol = await AskAsync(new ServerReflectionRequest { FileContainingSymbol = "codexpooler.grpc.tests.v1.Probe" });
        var name = FileDescriptorProto.Parser.ParseFrom(symbol.FileDescriptorResponse.FileDescriptorProto[0]).Name;

        var answer = await AskAsync(new ServerReflectionRequest { FileByFilename = name });

        answer.FileDescriptorResponse.ShouldBe(symbol.FileDescriptorResponse);
    }

    [Fact]
    public async Task Ask_WhatIsUnknown_IsNotFound()
    {
        ServerReflectionRequest[] unknown =
        [
            new() { FileContainingSymbol = "no.such" },
            new() { FileByFilename = "no.proto" },
            new() { AllExtensionNumbersOfType = "no.Type" },
            new() { FileContainingExtension = new ExtensionRequest { ContainingType = "no.Type", ExtensionNumber = 1 } },
        ];

        foreach (var request in unknown)
            (await AskAsync(request)).ErrorResponse.ErrorCode.ShouldBe((int)StatusCode.NotFound);
    }

    private static async Task<ServerReflectionResponse> AskAsync(ServerReflectionRequest request)
    {
        await using var host = await ProbeHost.StartAsync(
            services: services => services.AddGrpcReflection(), map: app => app.MapGrpcReflectionService());
        var client = new ServerReflection.ServerReflectionClient(host.Channel());
        using var call = client.ServerReflectionInfo();
        await call.RequestStream.WriteAsync(request);
        (await call.ResponseStream.MoveNext(default).Bounded()).ShouldBeTrue();
        return call.ResponseStream.Current;
    }
}
