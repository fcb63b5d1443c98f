using System.Net.WebSockets;
using System.Text.Json;
using CodexPooler.Simulator.Responses.Requests;
using CodexPooler.Simulator.Responses.Streaming;
using Microsoft.Extensions.Options;

namespace CodexPooler.Simulator.Responses.Sockets;

/// <summary>The life of a socket: client frames in order, one response at a time.</summary>
internal sealed class SocketTurns(SocketTurn turn, IOptions<SimulatorOptions> options)
{
    public async Task RunAsync(SocketSession session)
    {
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(session.Context.RequestAborted);
        var reader = new SocketReader(session.Socket, options.Value.MaxWebSocketMessageBytes);
        var reading = reader.RunAsync(gone, session.Context.RequestAborted);
        try
        {
            await foreach (var message in reader.Messages.ReadAllAsync(gone.Token))
            {
                if (!await HandleAsync(session, message, gone.Token)) return;
            }
            if (reader.Reason is { } reason) await session.Socket.CloseOutputAsync(reason, null, gone.Token);
        }
        catch (Exception exception) when (ClientLeft.Is(exception, gone.Token))
        {
            // The socket's own end; every turn on it has been booked by then.
        }
        finally
        {
            await LeaveAsync(session, reading);
        }
    }

    private static async Task LeaveAsync(SocketSession session, Task reading)
    {
        // After a close frame the client closes too; whoever does not is cut off.
        if (session.Socket.State != WebSocketState.CloseSent) session.Context.Abort();
        await reading;
    }

    private async Task<bool> HandleAsync(SocketSession session, byte[] message, CancellationToken cancellationToken)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(message);
        }
        catch (JsonException)
        {
            var frame = SocketFrames.Error(Refusal.Invalid("The frame is not valid JSON.", "invalid_json"));
            await session.Sink.SendPartAsync(frame, last: true, cancellationToken);
            return true;
        }
        using (document)
        {
            // Clients of some versions send response.processed and the like; they expect no answer.
            return document.RootElement.Text("type") != "response.create"
                || await turn.RunAsync(session, document.RootElement, message.Length, cancellationToken);
        }
    }
}
