using CodexPooler.SidecarDouble.Runtime;

namespace CodexPooler.SidecarDouble.State;

/// <summary>tests/integration/suite/daprd/state/http/errors.go and pkg/api/errors/state.go.</summary>
internal static class StateRefusal
{
    public static IResult? Missing(StateStores stores, string store) => (stores.AnyConfigured, stores.Profile(store)) switch
    {
        (false, _) => Refusal.Of(
            500, "ERR_STATE_STORE_NOT_CONFIGURED", $"state store {store} is not configured", "DAPR_STATE_NOT_CONFIGURED"),
        (_, null) => Refusal.Of(400, "ERR_STATE_STORE_NOT_FOUND", $"state store {store} is not found", "DAPR_STATE_NOT_FOUND"),
        _ => null,
    };

    public static IResult Malformed(string message) => Refusal.Of(
        400, "ERR_MALFORMED_REQUEST", message,
        message.Contains("||", StringComparison.Ordinal) ? "DAPR_STATE_ILLEGAL_KEY" : null);

    public static IResult Of(StateOutcome outcome, string store, string verb) => outcome switch
    {
        StateOutcome.Saved => Results.NoContent(),
        StateOutcome.ETagMismatch => Refusal.Of(
            409, $"ERR_STATE_{verb}",
            $"failed {Doing(verb)} state in state store {store}: possible etag mismatch. error from state store"),
        _ => Refusal.Of(500, $"ERR_STATE_{verb}", $"failed {Doing(verb)} state in state store {store}: no row was written"),
    };

    private static string Doing(string verb) => verb == "SAVE" ? "saving" : "deleting";
}
