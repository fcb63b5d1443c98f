using System.Net;
using System.Net.Sockets;
using CodexPooler.ServiceDefaults.Listening;
using CodexPooler.ServiceDefaults.Settings;
using CodexPooler.ServiceDefaults.Startup;
using CodexPooler.ServiceDefaults.Tests.TestData;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Shouldly;
using Xunit;

namespace CodexPooler.ServiceDefaults.Tests.Startup;

public sealed class ServiceProcessTests
{
    [Theory]
    [InlineData("'--nonsense' is not an option [command line]", "--nonsense")]
    [InlineData("'start' is not an option [command line]", "start")]
    [InlineData("'--port' needs a value [command line]. Write --port VALUE", "--port")]
    [InlineData("Probe:Widht is not a setting of this service [Probe:Widht]. Did you mean Probe:Width?", "--Probe:Widht=3")]
    [InlineData("Probe:Width is '11', which is outside 1 to 10 [Probe:Width]. Set CODEX_POOLER__", "--Probe:Width=11")]
    [InlineData("Probe:Width is 'wide', which is not a whole number [Probe:Width]", "--Probe:Width=wide")]
    [InlineData("Probe:Pause is 'soon', which is not a duration such as 00:00:30 [Probe:Pause]", "--Probe:Pause", "soon")]
    [InlineData("Probe:Name must be set [Probe:Name]", "--Probe:Name=")]
    [InlineData("Probe:Nested:Size is 'huge', which is not one of small, large [Probe:Nested:Size]", "--Probe:Nested:Size=huge")]
    [InlineData("Probe:ApiToken is '***', which is refused", "--Probe:ApiToken=short")]
    [InlineData("Listen:HttpPort is '70000', which is outside 0 to 65535 [Listen:HttpPort]", "--port", "70000")]
    [InlineData("Listen:Address is 'nowhere', which is not an IP address", "--Listen:Address=nowhere")]
    [InlineData("Log:Format is 'Xml', which is not one of Json, Text [Log:Format]", "--Log:Format=Xml")]
    public async Task Run_BadInput_IsOneLineAndExitCode1(string expected, params string[] arguments)
    {
        var (exit, output) = await RunAsync(arguments);

        exit.ShouldBe(1);
        output.ShouldStartWith("codex-pooler probe: " + expected);
        output.TrimEnd().Split('\n').ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Run_Verbose_AddsTheStackTrace()
    {
        var (exit, output) = await RunAsync(["--nonsense", "--verbose"]);

        exit.ShouldBe(1);
        output.ShouldContain("   at CodexPooler.ServiceDefaults.Startup");
    }

    [Fact]
    public async Task Run_PortInUse_NamesPortAndRemedy()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;

        var (exit, output) = await RunAsync(["--port", $"{port}"]);

        exit.ShouldBe(1);
        output.ShouldStartWith($"codex-pooler probe: http://127.0.0.1:{port} is in use by another program [Listen:HttpPort");
        output.ShouldContain("--port");
        output.TrimEnd().Split('\n').ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Run_LibraryFailureWithKnownProblem_TellsIt()
    {
        var (exit, output) = await RunAsync([], builder => builder
            .AddStartupProblem<TimeoutException>(_ => new("no answer from the broker", "Messaging:Host", "Start RabbitMQ"))
            .Services.AddHostedService<FailingWorker>(_ => throw new TimeoutException("secret details")));

        exit.ShouldBe(1);
        output.Trim().ShouldBe("codex-pooler probe: no answer from the broker [Messaging:Host]. Start RabbitMQ.");
    }

    [Fact]
    public async Task Run_BackgroundServiceFails_ExitsWith1()
    {
        var (exit, output) = await RunAsync(
            ["--Drain:Delay=00:00:00"], builder => builder.Services.AddHostedService<FailingWorker>());

        exit.ShouldBe(1);
        output.ShouldContain("the worker broke");
    }

    [Fact]
    public async Task Run_AskedToLeaveWhileStarting_ExitsWith0()
    {
        var (exit, output) = await RunAsync(
            ["--Drain:Delay=00:00:00"],
            builder => builder.Services.AddHostedService(services =>
                new ImpatientWorker(services.GetRequiredService<IHostApplicationLifetime>())));

        exit.ShouldBe(0, output);
        output.ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_Help_ListsOptionsAndExits0()
    {
        var (exit, output) = await RunAsync(["--help"]);

        exit.ShouldBe(0);
        output.ShouldContain("--port N");
        output.ShouldContain("CODEX_POOLER__Section__Key");
    }

    [Fact]
    public async Task Run_UnknownEnvironmentSetting_IsRefusedUnlessAnotherServices()
    {
        Environment.SetEnvironmentVariable("CODEX_POOLER__Elsewhere__Width", "3");
        Environment.SetEnvironmentVariable("CODEX_POOLER__Probe__Widht", "3");
        try
        {
            var (exit, output) = await RunAsync([]);

            exit.ShouldBe(1);
            output.ShouldContain("probe: Probe:Widht is not a setting of this service [Probe:Widht]. Did you mean Probe:Width?");
        }
        finally
        {
            Environment.SetEnvironmentVariable("CODEX_POOLER__Elsewhere__Width", null);
            Environment.SetEnvironmentVariable("CODEX_POOLER__Probe__Widht", null);
        }
    }

    private static async Task<(int Exit, string Output)> RunAsync(string[] arguments, Action<WebApplicationBuilder>? add = null)
    {
        var console = new StringWriter();
        var command = new ServiceCommand("probe") { Output = console, Error = console }
            .Option("--port", "N", "Listen:HttpPort", "the port");
        var exit = await ServiceProcess.RunAsync(
            command,
            arguments,
            builder =>
            {
                builder.AddServiceDefaults("probe");
                builder.AddListeners(httpPort: 0);
                builder.AddSettings<ProbeOptions>("Probe");
                add?.Invoke(builder);
            },
            app => app.MapServiceDefaults()).WaitAsync(TimeSpan.FromSeconds(30));
        return (exit, console.ToString());
    }

    private sealed class ImpatientWorker(IHostApplicationLifetime lifetime) : IHostedService
    {
        public Task StartAsync(CancellationToken cancellationToken)
        {
            lifetime.StopApplication();
            return Task.CompletedTask;
        }

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
    }

    private sealed class FailingWorker : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await Task.Yield();
            throw new InvalidOperationException("the worker broke");
        }
    }
}
