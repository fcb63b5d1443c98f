using CodexPooler.Data;
using Grpc.Core;
using Grpc.Core.Interceptors;

namespace CodexPooler.Accounts.Access;

/// <summary>A database that is away is no riddle: callers are told that it is, what to look at, and that it may pass.</summary>
internal sealed class StoreFaultInterceptor : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        catch (DatabaseUnavailableException away)
        {
            throw new RpcException(new Status(StatusCode.Unavailable, $"The accounts database is away. {away.Message}"));
        }
        catch (CommitOutcomeUnknownException lost)
        {
            throw new RpcException(new Status(
                StatusCode.Unavailable, $"{lost.Message} Read it again to see whether the change was made."));
        }
    }
}
