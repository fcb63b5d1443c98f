using Grpc.Core;

namespace CodexPooler.Grpc.Server;

/// <summary>Collects a service's methods from its generated BindService and wraps each in activation and interceptors.</summary>
internal sealed class ServiceMethodBinder<TService>(ServiceSettings settings, ServiceActivator<TService> activator)
    : ServiceBinderBase where TService : class
{
    public List<BoundMethod> Methods { get; } = [];

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, UnaryServerMethod<TRequest, TResponse>? handler)
    {
        var target = Open<Func<TService, TRequest, ServerCallContext, Task<TResponse>>>(
            method, typeof(TRequest), typeof(ServerCallContext));
        UnaryServerMethod<TRequest, TResponse> core = activator.MustRelease
            ? (request, context) => ReleasingAsync(context, service => target(service, request, context))
            : (request, context) => target(activator.Create((ServedCall)context), request, context);
        Methods.Add(new BoundMethod<TRequest, TResponse>(method, settings, typeof(TService))
        {
            Unary = InterceptorPipeline.Wrap(core, settings.Interceptors),
        });
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ClientStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var target = Open<Func<TService, IAsyncStreamReader<TRequest>, ServerCallContext, Task<TResponse>>>(
            method, typeof(IAsyncStreamReader<TRequest>), typeof(ServerCallContext));
        Methods.Add(new BoundMethod<TRequest, TResponse>(method, settings, typeof(TService))
        {
            ClientStreaming = InterceptorPipeline.Wrap<TRequest, TResponse>(
                (requests, context) => ReleasingAsync(context, service => target(service, requests, context)),
                settings.Interceptors),
        });
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, ServerStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var target = Open<Func<TService, TRequest, IServerStreamWriter<TResponse>, ServerCallContext, Task>>(
            method, typeof(TRequest), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
        Methods.Add(new BoundMethod<TRequest, TResponse>(method, settings, typeof(TService))
        {
            ServerStreaming = InterceptorPipeline.Wrap<TRequest, TResponse>(
                (request, responses, context) =>
                    ReleasingAsync(context, service => target(service, request, responses, context)),
                settings.Interceptors),
        });
    }

    public override void AddMethod<TRequest, TResponse>(
        Method<TRequest, TResponse> method, DuplexStreamingServerMethod<TRequest, TResponse>? handler)
    {
        var target = Open<Func<TService, IAsyncStreamReader<TRequest>, IServerStreamWriter<TResponse>, ServerCallContext, Task>>(
            method, typeof(IAsyncStreamReader<TRequest>), typeof(IServerStreamWriter<TResponse>), typeof(ServerCallContext));
        Methods.Add(new BoundMethod<TRequest, TResponse>(method, settings, typeof(TService))
        {
            DuplexStreaming = InterceptorPipeline.Wrap<TRequest, TResponse>(
                (requests, responses, context) =>
                    ReleasingAsync(context, service => target(service, requests, responses, context)),
                settings.Interceptors),
        });
    }

    // The generated base declares a virtual method of the same name as the RPC; an open delegate calls the override.
    private static TDelegate Open<TDelegate>(IMethod method, params Type[] parameters) where TDelegate : Delegate =>
        typeof(TService).GetMethod(method.Name, parameters)?.CreateDelegate<TDelegate>()
        ?? throw new InvalidOperationException($"{typeof(TService)} has no method for {method.FullName}.");

    private async Task<TResult> ReleasingAsync<TResult>(ServerCallContext context, Func<TService, Task<TResult>> body)
    {
        var service = activator.Create((ServedCall)context);
        try
        {
            return await body(service);
        }
        finally
        {
            if (activator.MustRelease) await ServiceActivator<TService>.ReleaseAsync(service);
        }
    }

    private async Task ReleasingAsync(ServerCallContext context, Func<TService, Task> body)
    {
        var service = activator.Create((ServedCall)context);
        try
        {
            await body(service);
        }
        finally
        {
            if (activator.MustRelease) await ServiceActivator<TService>.ReleaseAsync(service);
        }
    }
}
