using CodexPooler.Grpc.Server;
using Grpc.Core;
using Grpc.Reflection.V1;

namespace CodexPooler.Grpc.Reflection;

/// <summary>grpc.reflection.v1: lets tools such as grpcurl ask which services exist and what their messages are.</summary>
internal sealed class ReflectionService(ServiceRegistry registry) : ServerReflection.ServerReflectionBase
{
    public override async Task ServerReflectionInfo(
        IAsyncStreamReader<ServerReflectionRequest> requestStream,
        IServerStreamWriter<ServerReflectionResponse> responseStream,
        ServerCallContext context)
    {
        var index = new DescriptorIndex(registry.Methods.Select(method => method.ServiceType));
        await foreach (var request in requestStream.ReadAllAsync(context.CancellationToken))
        {
            var response = Answer(index, request);
            response.ValidHost = request.Host;
            response.OriginalRequest = request;
            await responseStream.WriteAsync(response, context.CancellationToken);
        }
    }

    private static ServerReflectionResponse Answer(DescriptorIndex index, ServerReflectionRequest request)
    {
        switch (request.MessageRequestCase)
        {
            case ServerReflectionRequest.MessageRequestOneofCase.ListServices:
                var services = new ListServiceResponse();
                services.Service.AddRange(index.Services.Select(name => new ServiceResponse { Name = name }));
                return new ServerReflectionResponse { ListServicesResponse = services };
            case ServerReflectionRequest.MessageRequestOneofCase.FileByFilename:
                return Files(index.FileNamed(request.FileByFilename), $"No file '{request.FileByFilename}'.");
            case ServerReflectionRequest.MessageRequestOneofCase.FileContainingSymbol:
                return Files(index.FileOf(request.FileContainingSymbol), $"No symbol '{request.FileContainingSymbol}'.");
            case ServerReflectionRequest.MessageRequestOneofCase.FileContainingExtension:
                var wanted = request.FileContainingExtension;
                return Files(
                    index.FileOfExtension(wanted.ContainingType, wanted.ExtensionNumber),
                    $"No extension {wanted.ExtensionNumber} of '{wanted.ContainingType}'.");
            case ServerReflectionRequest.MessageRequestOneofCase.AllExtensionNumbersOfType:
                return Extensions(index, request.AllExtensionNumbersOfType);
            default:
                return Error(StatusCode.InvalidArgument, "The request asks for nothing this server knows.");
        }
    }

    private static ServerReflectionResponse Extensions(DescriptorIndex index, string type)
    {
        if (!index.HasMessage(type)) return Error(StatusCode.NotFound, $"No message type '{type}'.");
        var numbers = new ExtensionNumberResponse { BaseTypeName = type };
        numbers.ExtensionNumber.AddRange(index.ExtensionsOf(type));
        return new ServerReflectionResponse { AllExtensionNumbersResponse = numbers };
    }

    private static ServerReflectionResponse Files(IReadOnlyList<Google.Protobuf.ByteString>? files, string missing)
    {
        if (files is null) return Error(StatusCode.NotFound, missing);
        var response = new FileDescriptorResponse();
        response.FileDescriptorProto.AddRange(files);
        return new ServerReflectionResponse { FileDescriptorResponse = response };
    }

    private static ServerReflectionResponse Error(StatusCode code, string message) =>
        new() { ErrorResponse = new ErrorResponse { ErrorCode = (int)code, ErrorMessage = message } };
}
