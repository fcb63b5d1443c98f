using System.Text.Json;

namespace CodexPooler.Simulator.Responses.Turns;

/// <summary>The one item that answers a compaction_trigger.</summary>
internal sealed class CompactionItem(string encryptedContent) : OutputItem("cmp")
{
    public override void WriteMembers(Utf8JsonWriter json, bool done)
    {
        json.WriteString("type", "compaction");
        json.WriteString("encrypted_content", encryptedContent);
    }
}
