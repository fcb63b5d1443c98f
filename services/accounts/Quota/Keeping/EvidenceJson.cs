using System.Text.Json;
using System.Text.Json.Serialization;
using CodexPooler.Accounts.Quota.Evidence;

namespace CodexPooler.Accounts.Quota.Keeping;

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, IgnoreReadOnlyProperties = true)]
[JsonSerializable(typeof(EvidenceDocument))]
internal sealed partial class EvidenceJson : JsonSerializerContext
{
    public static string Write(AccountEvidence evidence) =>
        JsonSerializer.Serialize(Keeping.EvidenceDocument.Of(evidence), Default.EvidenceDocument);

    /// <summary>What cannot be read is no loss: the next turn or poll tells it again.</summary>
    public static AccountEvidence Read(string json)
    {
        try
        {
            return JsonSerializer.Deserialize(json, Default.EvidenceDocument)?.ToEvidence() ?? AccountEvidence.None;
        }
        catch (JsonException)
        {
            return AccountEvidence.None;
        }
    }
}
