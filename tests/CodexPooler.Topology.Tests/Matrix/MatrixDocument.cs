using System.Text;

namespace CodexPooler.Topology.Tests.Matrix;

/// <summary>The tables written out for readers.</summary>
internal static class MatrixDocument
{
    private const string Intro =
        """
        # What follows from every fault

        Written from the tables of `FaultMatrixTests`, which run every row against the whole gateway and the simulator; a test fails when the
        two differ. Each row is one turn of a session that is at home on one of two accounts; the fault strikes there. *Tried* is the accounts in
        their order and how often the backend was asked in all. What a fault means for the account is in [fault-taxonomy.md](fault-taxonomy.md).

        Before the first visible byte (the fault comes instead of an answer, or among the first events) another account serves and the client
        notices nothing, unless no account could: then it gets the backend's own words. After it (*in the answer*) nothing is ever repeated: the
        client gets an honest end. What the backend served and what the ledger holds are equal to the token in every row, except where the backend
        keeps its usage to itself.
        """;

    public static string Write(params IReadOnlyList<FaultRow>[] tables)
    {
        var text = new StringBuilder(Intro).Append('\n');
        foreach (var table in tables)
        {
            text.Append("\n| fault | the simulator's effect | the client sees | tried | settled |\n|---|---|---|---|---|\n");
            foreach (var row in table)
                text.Append($"| {row.Name} | `{row.Effect}`{Always(row)} | {row.Sees} | {row.Tried} | {row.Settled} |\n");
        }

        return text.ToString();
    }

    private static string Always(FaultRow row) => row.Times == 0 ? " every time" : "";
}
