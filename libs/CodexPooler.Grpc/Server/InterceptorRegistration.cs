using Grpc.Core.Interceptors;
using Microsoft.Extensions.DependencyInjection;

namespace Grpc.AspNetCore.Server;

public class InterceptorRegistration
{
    private readonly object[] _arguments;

    internal InterceptorRegistration(Type type, object[] arguments)
    {
        Type = type;
        _arguments = arguments;
    }

    public Type Type { get; }

    public IReadOnlyList<object> Arguments => _arguments;

    /// <summary>A registered interceptor lives as its registration says; others live for one call.</summary>
    internal Interceptor Create(IServiceProvider services, out bool owned)
    {
        var registered = _arguments.Length == 0 ? services.GetService(Type) : null;
        owned = registered is null;
        return (Interceptor)(registered ?? ActivatorUtilities.CreateInstance(services, Type, _arguments));
    }
}
