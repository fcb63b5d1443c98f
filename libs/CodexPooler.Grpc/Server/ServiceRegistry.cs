using System.Collections.Concurrent;
using System.Reflection;
using Grpc.AspNetCore.Server;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CodexPooler.Grpc.Server;

/// <summary>Every service this process serves, whichever way calls reach it.</summary>
internal sealed class ServiceRegistry(IServiceProvider services)
{
    private readonly ConcurrentDictionary<string, BoundMethod> _methods = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<Type, IReadOnlyList<BoundMethod>> _services = [];

    private int _fallbackClaimed;

    public IEnumerable<BoundMethod> Methods => _methods.Values;

    public BoundMethod? Find(string fullName) => _methods.GetValueOrDefault(fullName);

    /// <summary>True once: the answer for unknown services is mapped by the first service of an application.</summary>
    public bool ClaimFallback() => Interlocked.Exchange(ref _fallbackClaimed, 1) == 0;

    public IReadOnlyList<BoundMethod> Add<TService>() where TService : class =>
        _services.GetOrAdd(typeof(TService), _ => Bind<TService>());

    private GrpcServiceOptions OptionsOf<TService>() where TService : class =>
        services.GetServices<IConfigureOptions<GrpcServiceOptions<TService>>>().Any()
            ? services.GetRequiredService<IOptions<GrpcServiceOptions<TService>>>().Value
            : services.GetRequiredService<IOptions<GrpcServiceOptions>>().Value;

    private List<BoundMethod> Bind<TService>() where TService : class
    {
        var attribute = typeof(TService).GetCustomAttribute<BindServiceMethodAttribute>(inherit: true)
            ?? throw new InvalidOperationException($"{typeof(TService)} does not derive from a generated gRPC service base.");
        var bind = attribute.BindType.GetMethods(BindingFlags.Public | BindingFlags.Static)
            .Single(method => method.Name == attribute.BindMethodName
                && method.GetParameters() is [{ ParameterType: var first }, _] && first == typeof(ServiceBinderBase));
        var settings = ServiceSettings.From(OptionsOf<TService>());
        var binder = new ServiceMethodBinder<TService>(settings, ServiceActivator<TService>.For(services));
        bind.Invoke(null, [binder, null]);
        foreach (var method in binder.Methods) _methods[method.Definition.FullName] = method;
        return binder.Methods;
    }
}
