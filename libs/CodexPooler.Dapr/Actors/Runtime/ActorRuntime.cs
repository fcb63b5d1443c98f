using Dapr.Actors.Client;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Dapr.Actors.Runtime;

/// <summary>All actor types this application hosts.</summary>
internal sealed class ActorRuntime
{
    private readonly Dictionary<string, ActorManager> _managers;

    public ActorRuntime(
        IOptions<ActorRuntimeOptions> options, ActorSidecar sidecar, IActorProxyFactory proxies, IServiceProvider services,
        ILoggerFactory loggers, TimeProvider time)
    {
        Options = options.Value;
        _managers = Options.Actors.ToDictionary(
            registration => registration.TypeName,
            registration => new ActorManager(registration, Options, sidecar, proxies, services, loggers, time));
    }

    public ActorRuntimeOptions Options { get; }

    public ActorManager? Find(string actorType) => _managers.GetValueOrDefault(actorType);
}
