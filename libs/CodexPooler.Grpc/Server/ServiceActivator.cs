using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Grpc.Server;

internal sealed class ServiceActivator<TService> where TService : class
{
    private static readonly bool IsDisposable = typeof(TService).IsAssignableTo(typeof(IDisposable))
        || typeof(TService).IsAssignableTo(typeof(IAsyncDisposable));

    private readonly bool _registered;
    private readonly Lazy<TService>? _only;
    private readonly Func<TService>? _parameterless;
    private readonly ObjectFactory<TService>? _factory;

    private ServiceActivator(bool registered, Lazy<TService>? single)
    {
        (_registered, _only) = (registered, single);
        if (registered) return;
        // Touching a request's services makes a scope; a service that needs nothing is spared it.
        if (typeof(TService).GetConstructors() is [var only] && only.GetParameters().Length == 0)
            _parameterless = Activator.CreateInstance<TService>;
        else
            _factory = ActivatorUtilities.CreateFactory<TService>([]);
    }

    public bool MustRelease => !_registered && IsDisposable;

    public static ServiceActivator<TService> For(IServiceProvider services) => new(
        services.GetService<IServiceProviderIsService>()?.IsService(typeof(TService)) ?? false,
        services.GetService<SingletonServices>()?.Has(typeof(TService)) ?? false
            ? new Lazy<TService>(services.GetRequiredService<TService>, LazyThreadSafetyMode.PublicationOnly)
            : null);

    public TService Create(ServedCall call)
    {
        if (_only is not null) return _only.Value;
        if (_registered) return call.Services.GetRequiredService<TService>();
        return _parameterless is not null ? _parameterless() : _factory!(call.Services, []);
    }

    public static async ValueTask ReleaseAsync(TService service)
    {
        if (service is IAsyncDisposable asyncDisposable) await asyncDisposable.DisposeAsync();
        else if (service is IDisposable disposable) disposable.Dispose();
    }
}
