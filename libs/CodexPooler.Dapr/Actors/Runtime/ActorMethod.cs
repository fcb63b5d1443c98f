using System.Reflection;
using System.Text.Json;

namespace Dapr.Actors.Runtime;

/// <summary>A method of an actor that can be called by name, with at most one argument beside a CancellationToken.</summary>
internal sealed class ActorMethod
{
    private readonly MethodInfo _method;
    private readonly Type? _argument;

    private ActorMethod(MethodInfo method, Type? argument) => (_method, _argument) = (method, argument);

    /// <summary>The methods of the actor's <see cref="IActor"/> interfaces; nothing else is reachable from outside.</summary>
    public static Dictionary<string, ActorMethod> AllOf(Type actorType) => actorType.GetInterfaces()
        .Where(contract => contract != typeof(IActor) && typeof(IActor).IsAssignableFrom(contract))
        .SelectMany(contract =>
            actorType.GetInterfaceMap(contract).InterfaceMethods.Zip(actorType.GetInterfaceMap(contract).TargetMethods))
        .ToDictionary(pair => pair.First.Name, pair => Of(pair.Second));

    /// <summary>Finds a timer's callback, which may be any method of the actor.</summary>
    public static ActorMethod Find(Type actorType, string name) =>
        actorType.GetMethod(name, BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic) is { } method
            ? Of(method)
            : throw new MissingMethodException(actorType.Name, name);

    public async Task<object?> InvokeAsync(Actor actor, object? argument, CancellationToken cancellationToken)
    {
        var arguments = _method.GetParameters()
            .Select(parameter => parameter.ParameterType == typeof(CancellationToken) ? cancellationToken : argument).ToArray();
        var task = (Task)_method.Invoke(actor, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;
        await task;
        return _method.ReturnType.IsGenericType ? task.GetType().GetProperty("Result")!.GetValue(task) : null;
    }

    public object? ReadArgument(ReadOnlySpan<byte> body, JsonSerializerOptions json) =>
        _argument is null || body.IsEmpty ? null : JsonSerializer.Deserialize(body, _argument, json);

    public bool Answers => _method.ReturnType.IsGenericType;

    private static ActorMethod Of(MethodInfo method)
    {
        var parameters = method.GetParameters().Where(parameter => parameter.ParameterType != typeof(CancellationToken)).ToList();
        if (parameters.Count > 1 || !typeof(Task).IsAssignableFrom(method.ReturnType))
            throw new NotSupportedException(
                $"{method.DeclaringType?.Name}.{method.Name} cannot be called remotely: " +
                "take one argument at most and return a Task.");
        return new ActorMethod(method, parameters.FirstOrDefault()?.ParameterType);
    }
}
