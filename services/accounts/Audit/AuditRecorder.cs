using System.Text.Json;
using CodexPooler.Accounts.Registry.Editing;
using CodexPooler.Accounts.Registry.Storage;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Accounts.Audit;

/// <summary>Takes into the one chain what operators do at services that keep none.</summary>
internal sealed class AuditRecorder(DirectoryStore store)
{
    private const int Longest = 4000;

    public Task<AuditRow> RecordAsync(RecordAuditRequest request, CancellationToken cancellationToken)
    {
        var problems = new FieldProblems();
        problems.Require(request.Actor.Length is > 0 and <= 160, "actor", "must be 1 to 160 characters");
        problems.Require(request.Action.Length is > 0 and <= 64, "action", "must be 1 to 64 characters");
        problems.Require(request.Target.Length is > 0 and <= 300, "target", "must be 1 to 300 characters");
        problems.Require(request.Details.Length <= Longest, "details", $"must be at most {Longest} characters");
        var details = Read(request.Details);
        problems.Require(details is not null, "details", "must be JSON");
        problems.ThrowIfAny();
        return store.ChangeAsync(
            request.Actor,
            change => change.AuditAsync(request.Action, request.Target, details!.Value),
            cancellationToken);
    }

    private static JsonElement? Read(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json.Length == 0 ? "{}" : json);
            return document.RootElement.Clone();
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
