using CodexPooler.Grpc.Client;

namespace Grpc.Core;

public abstract class ClientBase
{
    private readonly ClientBaseConfiguration _configuration;

    protected ClientBase()
    {
        _configuration = new ClientBaseConfiguration(UnconfiguredCallInvoker.Instance, null);
    }

    protected ClientBase(ClientBaseConfiguration configuration) => _configuration = configuration;

    protected ClientBase(ChannelBase channel)
    {
        ArgumentNullException.ThrowIfNull(channel);
        _configuration = new ClientBaseConfiguration(channel.CreateCallInvoker(), null);
    }

    protected ClientBase(CallInvoker callInvoker)
    {
        ArgumentNullException.ThrowIfNull(callInvoker);
        _configuration = new ClientBaseConfiguration(callInvoker, null);
    }

    protected CallInvoker CallInvoker => _configuration.CallInvoker;

    internal ClientBaseConfiguration Configuration => _configuration;

    protected internal class ClientBaseConfiguration
    {
        internal ClientBaseConfiguration(CallInvoker undecoratedCallInvoker, string? host)
        {
            Undecorated = undecoratedCallInvoker;
            Host = host;
            CallInvoker = host is null ? undecoratedCallInvoker : new HostCallInvoker(undecoratedCallInvoker, host);
        }

        internal CallInvoker CallInvoker { get; }

        internal string? Host { get; }

        internal CallInvoker Undecorated { get; }

        internal ClientBaseConfiguration WithHost(string host) => new(Undecorated, host);
    }
}
