using Grpc.Core;

namespace CodexPooler.Grpc.Client;

/// <summary>Where a service's calls go: straight to an address, through a sidecar, or to the same process.</summary>
public interface IGrpcChannelFactory
{
    /// <summary>An invoker for the service of this name (router, accounts, …); made once a service and shared.</summary>
    CallInvoker CreateCallInvoker(string service);
}
