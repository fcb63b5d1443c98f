using Grpc.Core;

namespace CodexPooler.Grpc.Server;

/// <summary>A method of a mapped service, ready to be called by any transport.</summary>
internal abstract class BoundMethod(IMethod definition, ServiceSettings settings, Type serviceType)
{
    public IMethod Definition { get; } = definition;

    public ServiceSettings Settings { get; } = settings;

    public Type ServiceType { get; } = serviceType;

    public abstract T Accept<T>(IBoundMethodVisitor<T> visitor);
}
