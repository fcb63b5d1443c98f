using CodexPooler.SidecarDouble;

SidecarOptions options;
try
{
    options = SidecarCommandLine.Parse(args, Environment.GetEnvironmentVariable);
}
catch (FormatException exception)
{
    await Console.Error.WriteLineAsync(exception.Message);
    return 1;
}

await using var sidecar = await Sidecar.StartAsync(options);
Console.WriteLine($"sidecar of '{options.AppId}' listens: http {sidecar.HttpEndpoint} grpc {sidecar.GrpcEndpoint}");
await sidecar.WaitForShutdownAsync();
return 0;
