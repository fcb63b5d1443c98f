using System.Reflection;
using CodexPooler.Simulator;
using Microsoft.Extensions.Options;

var mappings = new Dictionary<string, string>
{
    ["--port"] = nameof(SimulatorOptions.Port),
    ["--events-per-second"] = nameof(SimulatorOptions.EventsPerSecond),
};
var names = mappings.Keys.Concat(typeof(SimulatorOptions).GetProperties().Select(property => "--" + property.Name));
var options = args.Where(word => word.StartsWith('-')).Select(word => word.Split('=')[0]);
if (options.Except(names, StringComparer.OrdinalIgnoreCase).FirstOrDefault() is { } unknown)
    return Refuse($"'{unknown}' is not an option. Options: {string.Join(", ", names)}.");
try
{
    var settings = new ConfigurationBuilder().AddEnvironmentVariables("SIMULATOR_").AddCommandLine(args, mappings).Build();
    await using var app = SimulatorHost.Build(settings.Bind);
    await app.StartAsync();
    Console.WriteLine($"Codex backend simulator on {string.Join(", ", app.Urls)}");
    await app.WaitForShutdownAsync();
    return 0;
}
catch (Exception refused) when ((refused as TargetInvocationException)?.InnerException is OptionsValidationException inner)
{
    return Refuse(string.Join(' ', inner.Failures));
}
catch (Exception refused) when (refused is OptionsValidationException or InvalidOperationException)
{
    return Refuse(refused.Message);
}
catch (IOException refused)
{
    return Refuse($"{refused.Message} Stop the program that uses the port, or choose another with --port.");
}

static int Refuse(string why)
{
    Console.Error.WriteLine($"simulator: {why}");
    return 1;
}
