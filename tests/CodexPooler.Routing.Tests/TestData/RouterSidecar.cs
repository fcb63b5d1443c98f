using CodexPooler.Routing.Continuity;
using CodexPooler.SidecarDouble;
using CodexPooler.SidecarDouble.State;

namespace CodexPooler.Routing.Tests.TestData;

/// <summary>The sidecar of a router whose pins are in the Dapr state store.</summary>
internal static class RouterSidecar
{
    public static Task<Sidecar> StartAsync(int port = 0) => Sidecar.StartAsync(new SidecarOptions
    {
        AppId = RoutingModule.Name,
        HttpPort = port,
        StateStores = new Dictionary<string, StateStoreProfile> { [new PinOptions().StateStore] = StateStoreProfile.InMemory },
    });

    /// <summary>What a router is told so that it finds the sidecar, whether it is there yet or not.</summary>
    public static string[] Settings(int port) => ["Routing:Pins:Store=Dapr", $"DAPR_HTTP_PORT={port}"];
}
