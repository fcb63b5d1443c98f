namespace CodexPooler.Standalone.Demo;

internal static class DemoModule
{
    /// <summary>To be added before the services, so that the backend is there when they look for it.</summary>
    public static void AddDemo(this WebApplicationBuilder builder, StandaloneOptions options, DataFolder data)
    {
        var simulator = new DemoSimulator(options.SimulatorPort);
        builder.Configuration["Accounts:Issuer:Url"] = simulator.Address.ToString();
        builder.Configuration["Accounts:Linking:UpstreamBase"] = simulator.Address.ToString();
        builder.Services.AddSingleton(_ => simulator);
        builder.Services.AddHostedService(services => services.GetRequiredService<DemoSimulator>());
        builder.Services.AddSingleton<DemoDesk>();
        builder.Services.AddHostedService(services => new DemoStart(
            services, services.GetRequiredService<DemoDesk>(), simulator, data, Console.Out));
    }
}
