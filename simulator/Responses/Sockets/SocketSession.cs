using System.Net.WebSockets;
using CodexPooler.Simulator.Accounts;
using CodexPooler.Simulator.Ledger;
using CodexPooler.Simulator.Routes;

namespace CodexPooler.Simulator.Responses.Sockets;

/// <summary>One open socket.</summary>
internal sealed class SocketSession(HttpContext context, WebSocket socket, SimulatedAccount account, DateTimeOffset openedAt)
{
    public WebSocket Socket => socket;

    public SimulatedAccount Account => account;

    public DateTimeOffset OpenedAt => openedAt;

    public HttpContext Context => context;

    public SocketMemory Memory { get; } = new();

    public SocketSink Sink { get; } = new(context, socket);

    /// <summary>The ledger row of a turn on this socket, before its request is read.</summary>
    public LedgerRow FirstRow => context.Call().Entry.Row with
    {
        Route = ResponsesModule.TurnRoute,
        EndedAt = null,
        Outcome = Outcomes.Pending,
        Fault = null,
        Status = StatusCodes.Status200OK,
    };

    public void MutePongs() => context.Features.Get<PongSwitch>()?.Mute();
}
