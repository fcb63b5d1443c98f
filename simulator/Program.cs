using CodexPooler.Simulator;

var mappings = new Dictionary<string, string>
{
    ["--port"] = nameof(SimulatorOptions.Port),
    ["--events-per-second"] = nameof(SimulatorOptions.EventsPerSecond),
};
var settings = new ConfigurationBuilder().AddEnvironmentVariables("SIMULATOR_").AddCommandLine(args, mappings).Build();
await using var app = SimulatorHost.Build(settings.Bind);
await app.StartAsync();
Console.WriteLine($"Codex backend simulator on {string.Join(", ", app.Urls)}");
await app.WaitForShutdownAsync();
