using System.Reflection;
using MassTransit;

namespace CodexPooler.Contracts.Tests.TestData;

/// <summary>A bus that only tells the health the test gives it and notes how it is driven; a fault as rare as the real one's
/// cannot be brought about.</summary>
public class HealthTold : DispatchProxy
{
    private readonly List<string> _calls = [];
    private int _checks;

    /// <summary>How often somebody asked for the health.</summary>
    public int Checks => Volatile.Read(ref _checks);

    public BusHealthStatus Status { get; set; } = BusHealthStatus.Healthy;

    public string[] Calls
    {
        get
        {
            lock (_calls) return [.. _calls];
        }
    }

    public static (IBusControl Bus, HealthTold Told) Create()
    {
        var bus = Create<IBusControl, HealthTold>();
        return (bus, (HealthTold)(object)bus);
    }

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var endpoints = new Dictionary<string, EndpointHealthResult>();
        if (targetMethod!.Name == nameof(IBusControl.CheckHealth))
        {
            Interlocked.Increment(ref _checks);
            return Status == BusHealthStatus.Healthy
                ? BusHealthResult.Healthy("well", endpoints)
                : BusHealthResult.Unhealthy("faulted", new TimeoutException(), endpoints);
        }

        lock (_calls) _calls.Add(targetMethod.Name);
        return targetMethod.Name switch
        {
            nameof(IBusControl.StartAsync) => Task.FromResult<BusHandle>(null!),
            nameof(IBusControl.StopAsync) => Task.CompletedTask,
            _ => throw new NotSupportedException(targetMethod.Name),
        };
    }
}
