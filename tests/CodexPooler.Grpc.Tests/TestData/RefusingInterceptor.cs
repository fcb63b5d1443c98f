using Grpc.Core;
using Grpc.Core.Interceptors;

namespace CodexPooler.Grpc.Tests.TestData;

internal sealed class RefusingInterceptor : Interceptor
{
    public override Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation) =>
        throw new RpcException(new Status(StatusCode.Unauthenticated, "who are you"));
}
