using System.Text;

namespace CodexPooler.Topology.Tests.Matrix;

/// <summary>The tables written out for readers.</summary>
internal static class MatrixDocument
{
    private const string Intro =
        """
        # What follows from every fault

        Written from the tables of `FaultMatrixTests`, which run every row against the whole gateway and the
        simulator; a test fails when the two differ. Each row is one turn of a session that is at home on one of two
        accounts; the fault strikes there. *Tried* is the accounts in their order and how often the backend was asked
        for a turn in all. What a fault means for the account is in [fault-taxonomy.md](fault-taxonomy.md).

        Before the first visible byte (the fault comes instead of an answer, or among the first events) another
        account serves, or the same one on a new connection, and the client notices nothing, unless no account could:
        then it gets the backend's own words. After it (*in the answer*) nothing is ever repeated: the client gets an
        honest end. What the backend served and what the ledger holds are equal to the token in every row, except
        where the backend keeps its usage to itself.
        """;

    private const string Columns =
        "| fault | the simulator's effect | the client sees | tried | settled |\n|---|---|---|---|---|\n";

    private static readonly (string Title, string Text, IReadOnlyList<FaultRow> Rows)[] Tables =
    [
        ("Over HTTP", "", HttpRows.All),
        (
            "Over a socket, with the whole conversation",
            """
            The session's second message on its socket, which names the turn's state; the gateway's connection is open. A connection
            that ends before the first event says nothing about its account: it is asked once more, on a new one.
            """,
            SocketRows.All),
        (
            "The upgrade",
            "The client comes back on a new socket; the fault strikes the gateway's upgrade at the session's account.",
            UpgradeRows.All),
        (
            "Over a socket, continuing the last response",
            """
            What clients send after the first turn: only what is new, with `previous_response_id`. Only the connection
            that made that response can go on with it, so no other account, and no other connection, serves such a
            turn unnoticed: the client is told `websocket_connection_limit_reached`, on which every version opens a
            new socket and sends everything again, without a word to its user. That is a turn of its own (after
            *then*): it goes to the session's account again unless the fault keeps turns off it.
            """,
            FollowUpRows.All),
    ];

    public static string Write()
    {
        var text = new StringBuilder(Intro).Append('\n');
        foreach (var (title, about, rows) in Tables)
        {
            text.Append($"\n## {title}\n\n");
            if (about.Length > 0) text.Append(about).Append("\n\n");
            text.Append(Columns);
            foreach (var row in rows)
                text.Append($"| {row.Name} | `{row.Effect}`{Always(row)} | {row.Sees} | {row.Tried} | {row.Settled} |\n");
        }

        return text.ToString();
    }

    private static string Always(FaultRow row) => row.Times switch
    {
        0 => " every time",
        1 => "",
        var times => $" {times} times",
    };
}
