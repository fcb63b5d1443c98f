using System.Diagnostics;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Testing;
using CodexPooler.Testing.Time;
using Grpc.Core;
using Grpc.Net.Client;
using Rpc = CodexPooler.Contracts.Credentials.V1;

namespace CodexPooler.Accounts.Tests.TestData;

/// <summary>The real accounts service in a process of its own, beside another over the same stores.</summary>
internal sealed class AccountsProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly GrpcChannel _channel;
    private readonly Task<string> _log;

    private AccountsProcess(Process process, int port)
    {
        _process = process;
        _log = process.StandardOutput.ReadToEndAsync();
        _channel = GrpcChannel.ForAddress($"http://127.0.0.1:{port}");
    }

    public Rpc.Credentials.CredentialsClient Credentials => new(_channel);

    public DirectoryAdmin.DirectoryAdminClient Admin => new(_channel);

    public Rpc.Linking.LinkingClient Linking => new(_channel);

    public static async Task<AccountsProcess> StartAsync(
        string folder, Uri issuer, params (string Name, string Value)[] environment)
    {
        var port = FreePort.Next();
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        start.ArgumentList.Add("exec");
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "CodexPooler.Accounts.dll"));
        (string Key, string Value)[] settings =
        [
            ("Listen:HttpPort", "0"), ("Listen:GrpcPort", $"{port}"), ("Data:Folder", folder),
            ("Accounts:Vault:Folder", Path.Combine(folder, "vault")), ("Accounts:Access:Enforced", "false"),
            ("Accounts:Issuer:Url", issuer.ToString()), ("Accounts:Linking:UpstreamBase", issuer.ToString()),
            ("Accounts:Refresh:Lease", "00:00:05"),
            ("Accounts:Linking:ShortestPoll", "00:00:00.020"), ("Accounts:Linking:TakeOverAfter", "00:00:02"),
        ];
        foreach (var (key, value) in settings)
        {
            start.ArgumentList.Add($"--{key}");
            start.ArgumentList.Add(value);
        }

        foreach (var (name, value) in environment) start.Environment[name] = value;
        var process = new AccountsProcess(Process.Start(start)!, port);
        try
        {
            await Eventually.TrueAsync(process.AnswersAsync, "the accounts process answers", TimeSpan.FromMinutes(2));
        }
        catch (TimeoutException)
        {
            // Nobody else knows of it: what it still writes would be in the way of whoever clears up.
            await process.KillAsync();
            throw;
        }

        return process;
    }

    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _channel.Dispose();
        if (!_process.HasExited) await KillAsync();
        await _log;
        _process.Dispose();
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await Credentials.GetAsync(new() { AccountId = "nobody" }, deadline: DateTime.UtcNow.AddSeconds(5));
            return true;
        }
        catch (RpcException cause)
        {
            return cause.StatusCode == StatusCode.NotFound;
        }
    }
}
