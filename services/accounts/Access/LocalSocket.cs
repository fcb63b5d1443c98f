using System.Net.Sockets;
using System.Text;
using CodexPooler.ServiceDefaults.Startup;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CodexPooler.Accounts.Access;

/// <summary>
/// The machine's own operator comes in through a Unix socket that only the account running the service can open: no token needed.
/// </summary>
public static class LocalSocket
{
    public const string FileName = "pooler.sock";
    // What sockaddr_un has room for on Linux, without the closing zero.
    private const int LongestPath = 107;

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>
    /// Listens for gRPC on <c>pooler.sock</c> in the data folder, mode 0600. Kestrel's other listeners must be configured too.
    /// </summary>
    public static IHostApplicationBuilder AddLocalSocket(this IHostApplicationBuilder builder, string dataFolder)
    {
        // The folder keeps others out even in the moment before the socket has its own mode.
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(dataFolder);
        else Directory.CreateDirectory(dataFolder, OwnerOnly | UnixFileMode.UserExecute);
        var path = Path.Combine(Path.GetFullPath(dataFolder), FileName);
        RequireShort(path);
        RemoveLeftover(path);
        builder.Services.Configure<KestrelServerOptions>(kestrel =>
            kestrel.ListenUnixSocket(path, listen => listen.Protocols = HttpProtocols.Http2));
        builder.Services.AddHostedService(_ => new LocalSocketMode(path));
        return builder;
    }

    private static void RequireShort(string path)
    {
        if (Encoding.UTF8.GetByteCount(path) <= LongestPath) return;
        throw new StartupException(new StartupProblem(
            $"{path} is too long a name for a Unix socket, which may have {LongestPath} bytes", "Data:Folder",
            "Choose a folder with a shorter path"));
    }

    // A socket file outlives a killed process; a live one answers.
    private static void RemoveLeftover(string path)
    {
        if (!File.Exists(path)) return;
        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            probe.Connect(new UnixDomainSocketEndPoint(path));
        }
        catch (SocketException)
        {
            File.Delete(path);
            return;
        }

        throw new StartupException(new StartupProblem(
            $"Another Codex Pooler already runs on {path}", "Data:Folder", "Stop it, or give this one a data folder of its own"));
    }
}
