using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CodexPooler.Testing;
using CodexPooler.Testing.Postgres;
using CodexPooler.Testing.Topology;
using Npgsql;
using Shouldly;
using Xunit;

namespace CodexPooler.Topology.Tests;

/// <summary>Whatever keeps a process from starting is one line that names the setting and the remedy, and exit code 1.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("codex-pooler-bad-");

    [Fact]
    public async Task Standalone_UnknownOption_IsTold() =>
        (await LineAsync("standalone", "--prot", "4000")).ShouldContain("'--prot' is not an option [command line]. Run with");

    [Fact]
    public async Task Standalone_UnknownSetting_IsTold() =>
        (await LineAsync("standalone", "--Drain:Delai=1")).ShouldContain("Did you mean Drain:Delay?");

    [Fact]
    public async Task Standalone_MalformedSetting_IsTold() =>
        (await LineAsync("standalone", "--Drain:Delay=soon")).ShouldContain("Drain:Delay is 'soon', which is not a duration");

    [Theory]
    [InlineData("--port", "is in use by another program [Listen:HttpPort")]
    [InlineData("--grpc-port", "is in use by another program [Listen:HttpPort")]
    [InlineData("--simulator-port", "address already in use [--simulator-port", "--demo")]
    public async Task Standalone_PortInUse_IsTold(string option, string told, params string[] more)
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        string[] free = option == "--port" ? [] : ["--port", "0"];

        var line = await LineAsync("standalone", ["--data", _folder.FullName, .. free, option, $"{port}", .. more]);

        line.ShouldContain($"http://127.0.0.1:{port}");
        line.ShouldContain(told);
    }

    [Fact]
    public async Task Console_MalformedSettingsFile_IsTold()
    {
        var built = new FileInfo(Program("console", "AdminConsole"));
        foreach (var part in built.Directory!.GetFiles()) part.CopyTo(Path.Combine(_folder.FullName, part.Name));
        var file = Path.Combine(_folder.FullName, "appsettings.json");
        await File.WriteAllTextAsync(file, """{ "Listen": { "HttpPort": 4040 """);

        var line = await LineOfAsync("console", Path.Combine(_folder.FullName, built.Name));

        line.ShouldContain($"{file} is not valid JSON");
        line.ShouldEndWith("Correct the file or move it away.");
    }

    [Fact]
    public async Task Standalone_UnwritableFolder_IsTold() =>
        (await LineAsync("standalone", "--data", "/proc/pooler")).ShouldContain("/proc/pooler cannot be written [Data:Folder]");

    [Fact]
    public async Task Standalone_FolderTooLongForASocket_IsTold() =>
        (await LineAsync("standalone", "--data", Path.Combine(_folder.FullName, new string('x', 100))))
            .ShouldContain("too long a name for a Unix socket, which may have 107 bytes [Data:Folder]");

    [Fact]
    public async Task Standalone_OpenAddressWithoutOperator_IsTold() =>
        (await LineAsync("standalone", "--data", _folder.FullName, "--port", "0", "--Listen:Address=0.0.0.0"))
            .ShouldContain("there is no operator yet [Listen:Address]. Start it on 127.0.0.1");

    [Fact]
    public async Task Accounting_BrokerAbsent_IsTold()
    {
        var nowhere = $"amqp://127.0.0.1:{FreePort.Next()}/";

        (await LineAsync("accounting", "--Listen:HttpPort=0", "--Listen:GrpcPort=0", "--Messaging:StartTimeout=00:00:00",
            $"--Data:Folder={_folder.FullName}", $"--Messaging:Broker={nowhere}"))
            .ShouldContain($"no RabbitMQ broker answers at {nowhere} [Messaging:Broker]. Start the broker");
    }

    [PostgresFact]
    public async Task Accounts_WrongDatabasePassword_IsTold()
    {
        var server = await PostgresServer.SharedAsync();
        var wrong = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Password = "hunter2-wrong" }.ConnectionString;

        var line = await LineAsync("accounts", "--Listen:HttpPort=0", "--Listen:GrpcPort=0", "--Data:Provider=Postgres",
            $"--Accounts:Vault:Folder={_folder.FullName}", $"--Data:ConnectionString={wrong}");

        line.ShouldContain("Data:ConnectionString");
        line.ShouldContain("password", Case.Insensitive);
        line.ShouldNotContain("hunter2");
    }

    [Fact]
    public async Task Standalone_Verbose_AddsTheStackTrace()
    {
        var (exit, errors, _) = await RunAsync(Program("standalone"), "--prot", "4000", "--verbose");

        exit.ShouldBe(1);
        errors.ShouldContain("   at CodexPooler.");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private static Task<string> LineAsync(string service, params string[] arguments) =>
        LineOfAsync(service, Program(service), arguments);

    private static async Task<string> LineOfAsync(string service, string program, params string[] arguments)
    {
        var (exit, errors, log) = await RunAsync(program, arguments);
        exit.ShouldBe(1, errors);
        log.ShouldNotContain("   at ");
        errors.ShouldStartWith($"codex-pooler {service}: ");
        return errors.Trim().Split('\n').ShouldHaveSingleItem();
    }

    private static string Program(string service, string? name = null) => BuiltProgram.Of(
        $"services/{service}", "CodexPooler." + (name ?? char.ToUpperInvariant(service[0]) + service[1..]));

    private static async Task<(int Exit, string Errors, string Log)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", program, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var log = process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync().WaitAsync(TimeSpan.FromSeconds(90));
        await process.WaitForExitAsync();
        return (process.ExitCode, errors, await log);
    }
}
