using System.Text.Json;
using CodexPooler.Simulator.Ledger;
using CodexPooler.Simulator.Responses.Requests;
using CodexPooler.Simulator.Responses.Turns;

namespace CodexPooler.Simulator.Responses.Events;

/// <summary>All events of a turn in upstream's order, each written into the buffer when it is asked for.</summary>
internal sealed class TurnScript(Turn turn, EventBuffer buffer, bool omitUsage = false)
{
    public IEnumerable<EventName> Events()
    {
        yield return Response(EventName.Created, "in_progress", null, null);
        if (turn.Request.Generate) yield return Response(EventName.InProgress, "in_progress", null, null);
        var index = 0;
        foreach (var item in turn.Plan.Items)
        {
            yield return Item(EventName.ItemAdded, item, index, done: false);
            if (item.Stream is { } stream)
            {
                foreach (var name in TextEvents.Of(buffer, item, stream, index)) yield return name;
            }
            yield return Item(EventName.ItemDone, item, index++, done: true);
        }
        if (turn.Plan.Ending.Dropped) yield break;
        if (turn.Request is { Kind: TurnKind.WebSocket, Generate: true }) yield return SocketEvents.Timing(buffer, turn);
        yield return Terminal();
    }

    private EventName Terminal()
    {
        var ending = turn.Plan.Ending;
        return ending.Outcome switch
        {
            Outcomes.Incomplete => Response(EventName.Incomplete, "incomplete", ending, turn.Usage),
            Outcomes.Failed => Response(EventName.Failed, "failed", ending, null),
            _ => Response(EventName.Completed, "completed", ending, omitUsage ? null : turn.Usage),
        };
    }

    private EventName Response(EventName name, string status, TurnEnding? ending, TokenUsage? usage) =>
        buffer.Write(name, json => ResponseObject.Write(json, turn, status, ending, usage));

    private EventName Item(EventName name, OutputItem item, int index, bool done) =>
        buffer.Write(name, json =>
        {
            json.WriteNumber("output_index", index);
            json.WritePropertyName("item");
            ItemJson.Write(json, item, done);
        });
}
