using System.Diagnostics;
using System.Net.Http.Json;
using CodexPooler.SidecarDouble;
using Dapr;
using Dapr.Client;
using Shouldly;

namespace CodexPooler.Dapr.Tests.SidecarApi;

/// <summary>The double as the program that topologies start beside each service.</summary>
public sealed class SidecarProgramTests
{
    [Fact]
    public void Parse_EveryOption_IsUnderstood()
    {
        var options = SidecarCommandLine.Parse(
            [
                "--app-id", "edge", "--app-port", "4001", "--http-port", "1", "--grpc-port", "2",
                "--peers", "router=127.0.0.1:4011,web=http://127.0.0.1:80", "--deny-secrets", "keys/kek",
                "--state-stores", "pins,ledger:postgresql", "--actor-state-store", "pins", "--bindings", "exports=/tmp/x,log",
                "--pubsubs", "messages", "--access", "router:/a.B/C=allow,router=deny",
            ],
            name => name == "DAPR_API_TOKEN" ? "token" : null);

        options.App.ShouldBe(new Uri("h2c://127.0.0.1:4001"));
        options.Peers["router"].ShouldBe(new Uri("h2c://127.0.0.1:4011"));
        options.Peers["web"].Scheme.ShouldBe("http");
        options.StateStores["ledger"].CollisionIsPlainFailure.ShouldBeTrue();
        options.Bindings.ShouldBe(new Dictionary<string, string?> { ["exports"] = "/tmp/x", ["log"] = null });
        options.AccessRules.ShouldBe([new AccessRule("router", "/a.B/C", true), new AccessRule("router", null, false)]);
        options.ApiToken.ShouldBe("token");
        options.AppToken.ShouldBeNull();
    }

    [Theory]
    [InlineData("--app-id is missing")]
    [InlineData("'--nonsense' is not an option", "--nonsense", "1")]
    [InlineData("--app-id needs a value", "--app-id")]
    [InlineData("--app-port is 'x'", "--app-id", "a", "--app-port", "x")]
    [InlineData("--peers: the address of 'router'", "--app-id", "a", "--peers", "router")]
    [InlineData("--access: 'router' needs =allow or =deny", "--app-id", "a", "--access", "router=maybe")]
    public void Parse_Wrong_SaysWhatIsWrong(string expected, params string[] args) =>
        Should.Throw<FormatException>(() => SidecarCommandLine.Parse(args, _ => null)).Message.ShouldStartWith(expected);

    [Fact]
    public async Task Program_Started_ServesObeysControlAndStops()
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet")
        {
            ArgumentList = { typeof(SidecarOptions).Assembly.Location, "--app-id", "edge", "--state-stores", "pins" },
            RedirectStandardOutput = true,
        })!;
        try
        {
            var line = await process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));
            var address = line!.Split(' ')[5];
            using var client = new DaprClientBuilder().UseHttpEndpoint(address).UseDaprApiToken("").Build();
            using var control = new HttpClient { BaseAddress = new Uri(address) };

            await client.SaveStateAsync("pins", "key", 5);
            (await client.GetStateAsync<int>("pins", "key")).ShouldBe(5);

            using var fault = await control.PostAsJsonAsync(
                "/_control/faults", new { count = 1, status = 503, errorCode = "ERR_TEST" });
            fault.EnsureSuccessStatusCode();
            var failure = await Should.ThrowAsync<DaprApiException>(() => client.GetStateAsync<int>("pins", "key"));
            failure.ErrorCode.ShouldBe("ERR_TEST");
            (await client.GetStateAsync<int>("pins", "key")).ShouldBe(5);

            await client.ShutdownSidecarAsync();
            await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(30));
            process.ExitCode.ShouldBe(0);
        }
        finally
        {
            if (!process.HasExited)
                process.Kill();
        }
    }
}
