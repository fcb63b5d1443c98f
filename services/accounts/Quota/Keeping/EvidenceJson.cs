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

    public static AccountEvidence Read(string json) =>
        JsonSerializer.Deserialize(json, Default.EvidenceDocument)?.ToEvidence() ?? AccountEvidence.None;
}
