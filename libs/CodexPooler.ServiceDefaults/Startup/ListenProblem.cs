using System.Net.Sockets;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Connections;

namespace CodexPooler.ServiceDefaults.Startup;

/// <summary>Tells why an address could not be listened on. Kestrel names the address only in its message.</summary>
internal static partial class ListenProblem
{
    private const string Setting = "Listen:HttpPort, Listen:GrpcPort, Listen:Address";

    public static StartupProblem? Describe(Exception exception)
    {
        var cause = exception is IOException ? exception.InnerException : exception;
        var error = cause switch
        {
            AddressInUseException => SocketError.AddressAlreadyInUse,
            SocketException socket => socket.SocketErrorCode,
            _ => SocketError.Success,
        };
        var address = Address().Match(exception.Message).Value;
        var where = address.Length == 0 ? "the address" : address;
        return error switch
        {
            SocketError.AddressAlreadyInUse => new($"{where} is in use by another program", Setting,
                "Stop that program, or choose another port with --port or CODEX_POOLER__Listen__HttpPort / __GrpcPort"),
            SocketError.AccessDenied => new($"{where} may not be listened on by this user", Setting, "Choose a port above 1023"),
            SocketError.AddressNotAvailable => new($"{where} is not an address of this machine", Setting,
                "Set Listen:Address to an address of this machine, or 127.0.0.1"),
            _ => null,
        };
    }

    [GeneratedRegex(@"https?://[^\s]+?:\d+")]
    private static partial Regex Address();
}
