using System.Reflection;

namespace Dapr.Actors.Client;

/// <summary>Turns calls of an actor's interface into calls by name. DispatchProxy needs it unsealed and constructible.</summary>
internal class ActorInterfaceProxy : DispatchProxy
{
    private static readonly MethodInfo Answering = typeof(ActorInterfaceProxy)
        .GetMethod(nameof(CallAsync), BindingFlags.Instance | BindingFlags.NonPublic)!;

    public ActorProxy Target { get; set; } = null!;

    protected override object? Invoke(MethodInfo? targetMethod, object?[]? args)
    {
        var method = targetMethod!;
        var cancellationToken = args!.OfType<CancellationToken>().FirstOrDefault();
        var data = args!.Where(argument => argument is not CancellationToken).ToArray();
        if (data.Length > 1)
            throw new NotSupportedException($"{method.Name} has {data.Length} arguments; an actor's method takes one at most.");
        if (method.ReturnType == typeof(Task))
            return data.Length == 0
                ? Target.InvokeMethodAsync(method.Name, cancellationToken)
                : Target.InvokeMethodAsync(method.Name, data[0], cancellationToken);
        if (!method.ReturnType.IsGenericType || method.ReturnType.GetGenericTypeDefinition() != typeof(Task<>))
            throw new NotSupportedException($"{method.Name} returns {method.ReturnType.Name}; an actor's method returns a Task.");
        return Answering.MakeGenericMethod(method.ReturnType.GenericTypeArguments).Invoke(
            this, [method.Name, data, cancellationToken]);
    }

    private Task<TResponse?> CallAsync<TResponse>(string method, object?[] data, CancellationToken cancellationToken) =>
        data.Length == 0
            ? Target.InvokeMethodAsync<TResponse>(method, cancellationToken)
            : Target.InvokeMethodAsync<object?, TResponse>(method, data[0], cancellationToken);
}
