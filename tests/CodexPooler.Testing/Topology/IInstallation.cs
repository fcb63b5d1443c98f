using Grpc.Core;

namespace CodexPooler.Testing.Topology;

/// <summary>A running gateway, however many processes it is: where clients go and how an operator calls its services.</summary>
public interface IInstallation : IAsyncDisposable
{
    /// <summary>The edge's address.</summary>
    Uri Clients { get; }

    /// <summary>Calls a service with an operator's rights.</summary>
    CallInvoker OperatorOf(string service);
}
