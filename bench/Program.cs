using CodexPooler.Bench;
using CodexPooler.Bench.Accounting;
using CodexPooler.Bench.Accounts;
using CodexPooler.Bench.Edge;
using CodexPooler.Bench.Edge.First;
using CodexPooler.Bench.Edge.Hosting;
using CodexPooler.Bench.Grpc;
using CodexPooler.Bench.Routing;
using CodexPooler.Bench.Simulator;
using CodexPooler.Testing.Postgres;

IBenchCommand[] commands = [new GrpcRatioCommand(), new GrpcSoakCommand(), new RoutingSelectCommand(), new RoutingWireCommand(),
    new AccountingIntakeCommand(), new AccountingQueriesCommand(), new AccountsWatchCommand(), new SimulatorCommand(),
    new EdgeCommand(), new FirstTurnsCommand(), new UnpackCommand(), new EdgeHostCommand(), new RouterHostCommand()];

var command = commands.FirstOrDefault(candidate => candidate.Name == args.FirstOrDefault());
if (command is null)
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project bench -- COMMAND [options]");
    foreach (var known in commands)
        Console.Error.WriteLine($"  {known.Usage}");
    return 1;
}
try
{
    return await command.RunAsync(new BenchArguments(args[1..]));
}
finally
{
    await PostgresServer.EndSharedAsync();
}
