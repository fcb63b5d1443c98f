namespace CodexPooler.Bench.Simulator;

/// <summary>The ceiling of the simulator itself: what a test against it can never exceed.</summary>
internal sealed class SimulatorCommand : IBenchCommand
{
    public string Name => "simulator";

    public string Usage =>
        "simulator [--seconds 10] [--connections 32] [--tokens 1000] [--streams 10000] [--rate 2]   " +
        "events a second, open streams, memory";

    public async Task<int> RunAsync(BenchArguments arguments)
    {
        var duration = TimeSpan.FromSeconds(arguments.Number("seconds", 10));
        var connections = (int)arguments.Number("connections", 32);
        Console.WriteLine(await BurstLoad.RunAsync(connections, (int)arguments.Number("tokens", 1000), duration));
        Console.WriteLine(await BurstLoad.RunAsync(connections, tokens: 1, duration));
        var streams = (int)arguments.Number("streams", 10_000);
        var (line, met) = await OpenStreams.RunAsync(streams, arguments.Number("rate", 2), duration);
        Console.WriteLine(line);
        return met ? 0 : 1;
    }
}
