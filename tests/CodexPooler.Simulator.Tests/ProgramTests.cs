using System.Diagnostics;
using System.Text.Json.Nodes;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests;

public sealed class ProgramTests
{
    [Fact]
    public async Task Program_PortZero_PrintsWhereItListensAndServes()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(120));
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add(typeof(SimulatorHost).Assembly.Location);
        start.ArgumentList.Add("--port");
        start.ArgumentList.Add("0");
        start.ArgumentList.Add("--events-per-second");
        start.ArgumentList.Add("50");
        using var process = Process.Start(start)!;
        try
        {
            var line = (await process.StandardOutput.ReadLineAsync(deadline.Token))!;
            var address = line[line.IndexOf("http://127.0.0.1:", StringComparison.Ordinal)..];
            using var http = new HttpClient();

            var accounts = JsonNode.Parse(await http.GetStringAsync(new Uri(address + "/_control/accounts"), deadline.Token))!;

            accounts["accounts"]!.AsArray().Count.ShouldBe(3);
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync(CancellationToken.None);
        }
    }

    [Theory]
    [InlineData("--prot", "4100", "'--prot' is not an option")]
    [InlineData("--port", "99999", "Port must be between 0 and 65535")]
    [InlineData("--port", "many", "'many'")]
    public async Task Program_BadOption_IsOneLineAndExitCode1(string option, string value, string told)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(SimulatorHost).Assembly.Location, option, value])
        {
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;

        var errors = await process.StandardError.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync();

        process.ExitCode.ShouldBe(1);
        errors.Trim().Split('\n').ShouldHaveSingleItem().ShouldContain(told);
    }

    [Fact]
    public async Task StartAsync_RateOutOfRange_IsRefusedAtStart()
    {
        var failed = await Should.ThrowAsync<Microsoft.Extensions.Options.OptionsValidationException>(() =>
            SimulatorHost.StartAsync(options => options.EventsPerSecond = -1, CancellationToken.None));

        failed.Message.ShouldContain("EventsPerSecond");
    }
}
