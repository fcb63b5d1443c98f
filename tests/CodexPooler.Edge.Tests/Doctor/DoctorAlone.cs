using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Edge.Doctor;
using CodexPooler.Edge.Settlement;
using CodexPooler.Edge.Usage;
using CodexPooler.Testing;
using Grpc.Net.Client;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Edge.Tests.Doctor;

internal static class DoctorAlone
{
    /// <summary>The doctor of an edge whose accounts and router are not there.</summary>
    public static IServiceCollection AddDoctorAlone(this IServiceCollection services)
    {
        var away = GrpcChannel.ForAddress($"http://127.0.0.1:{FreePort.Next()}").CreateCallInvoker();
        services.AddKeyedSingleton(EdgeModule.AccountsApp, away);
        return services.AddDoctor()
            .AddSingleton(new Router.RouterClient(away))
            .AddSingleton<SpoolBacklog>()
            .AddSingleton<QuotaHolder>();
    }
}
