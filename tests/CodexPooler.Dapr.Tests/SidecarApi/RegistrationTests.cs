using CodexPooler.Dapr.Tests.TestData;
using Dapr.Client;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;

namespace CodexPooler.Dapr.Tests.SidecarApi;

public sealed class RegistrationTests
{
    [Fact]
    public async Task AddDaprClient_SettingsInConfiguration_AreUsed()
    {
        await using var sidecar = await TestSidecar.StartAsync(TestSidecar.Options with { ApiToken = "rosebud" });
        var services = new ServiceCollection().AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?>
            {
                ["DAPR_HTTP_ENDPOINT"] = sidecar.Sidecar.HttpEndpoint.ToString(),
                ["DAPR_API_TOKEN"] = "rosebud",
            })
            .Build());
        await using var provider = services.AddDaprClient().AddDaprInvocation().BuildServiceProvider();

        (await provider.GetRequiredService<DaprClient>().GetMetadataAsync()).Id.ShouldBe("myapp");
        provider.GetRequiredService<DaprInvocationChannel>().CreateInvoker("router").ShouldNotBeNull();
    }

    // dotnet-sdk HostingTests.MapActorsHandlers_WithoutAddActors_Throws.
    [Fact]
    public async Task MapActorsHandlers_WithoutAddActors_SaysWhatToCall()
    {
        await using var app = WebApplication.CreateSlimBuilder().Build();

        Should.Throw<InvalidOperationException>(() => app.MapActorsHandlers()).Message.ShouldContain("AddActors()");
    }
}
