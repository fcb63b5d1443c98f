using System.Collections.Frozen;
using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Selection;

/// <summary>
/// Every way the router can say no: what the client is told, and what its operator would do. Permanent refusals are 400, because
/// Codex clients repeat most other 4xx and show a 400 at once.
/// </summary>
internal static class RefusalCatalog
{
    private static readonly FrozenDictionary<RefusalCode, RefusalEntry> Entries = new Dictionary<RefusalCode, RefusalEntry>
    {
        [RefusalCode.PoolUnknown] = new(401, "pool_unknown", Recovery.AskOperator,
            "This key belongs to a Pool that does not exist.", "Create the key again in an existing Pool."),
        [RefusalCode.PoolDisabled] = new(400, "pool_disabled", Recovery.AskOperator,
            "This Pool is switched off.", "Enable the Pool."),
        [RefusalCode.KeyUnknown] = new(401, "invalid_api_key", Recovery.AskOperator,
            "This API key is not known.", "Check that the key was not removed; create a new one."),
        [RefusalCode.KeyDisabled] = new(401, "api_key_disabled", Recovery.AskOperator,
            "This API key is paused or revoked.", "Resume the key, or give its owner a new one."),
        [RefusalCode.KeyExpired] = new(401, "api_key_expired", Recovery.AskOperator,
            "This API key has expired.", "Extend the key, or give its owner a new one."),
        [RefusalCode.KeyEpoch] = new(401, "api_key_changed", Recovery.ResendFull,
            "This API key was changed; connect again.", "Nothing: the client reconnects with the current key."),
        [RefusalCode.ModelNotAllowed] = new(400, "model_not_allowed", Recovery.ChangeRequest,
            "This API key may not use the model.", "Allow the model in the key's policy."),
        [RefusalCode.EffortNotAllowed] = new(400, "reasoning_effort_not_allowed", Recovery.ChangeRequest,
            "This API key may not use so high a reasoning effort.", "Raise the key's effort ceiling."),
        [RefusalCode.ModelUnknown] = new(400, "invalid_model", Recovery.ChangeRequest,
            "No account of this Pool knows the model.", "Check the model's name; synchronise the catalogues."),
        [RefusalCode.NoAccountSupportsModel] = new(400, "no_account_supports_model", Recovery.ChangeRequest,
            "No account of this Pool offers the model.", "Add an account whose plan offers the model to the Pool."),
        [RefusalCode.NoAccountSupportsRequest] = new(400, "no_account_supports_request", Recovery.ChangeRequest,
            "No account of this Pool supports what the request asks of the model (input kind, effort or service tier).",
            "Add an account that offers it, or have the client ask for less."),
        [RefusalCode.UsageLimitReached] = new(429, "usage_limit_reached", Recovery.Wait,
            "Every account of this Pool has reached its usage limit.", "Add an account, redeem a saved reset, or wait."),
        [RefusalCode.KeyLimitExceeded] = new(429, "usage_limit_reached", Recovery.Wait,
            "This API key has reached one of its limits.", "Raise the key's limit, or wait."),
        [RefusalCode.BudgetExhausted] = new(429, "usage_limit_reached", Recovery.Wait,
            "The budget for this is used up.", "Raise the budget, stop enforcing it, or wait for its next window."),
        [RefusalCode.AllAccountsNeedAttention] = new(503, "all_accounts_need_attention", Recovery.RelinkAccount,
            "No account of this Pool is in service.", "Resume the paused accounts; sign in again where it is asked for."),
        [RefusalCode.PinnedUnavailable] = new(409, "pinned_continuation_unavailable", Recovery.ResendFull,
            "The account that holds this conversation cannot serve it now; send the conversation again in full.",
            "Bring the account back, or let the client start over on another."),
        [RefusalCode.PinConflict] = new(409, "file_assignment_conflict", Recovery.ChangeRequest,
            "This turn refers to things that live on different accounts.", "Upload the files again within this conversation."),
        [RefusalCode.LocalOverload] = new(429, "local_overload", Recovery.Wait,
            "All places of this Pool are taken right now; the accounts themselves have quota left.",
            "Raise the accounts' concurrency, or add accounts."),
        [RefusalCode.TemporarilyUnavailable] = new(503, "temporarily_unavailable", Recovery.Wait,
            "The accounts of this Pool are recovering from faults.",
            "See the accounts' marks; clear and re-probe if they are out of date."),
        [RefusalCode.ProviderIncident] = new(503, "provider_incident", Recovery.Wait,
            "The upstream is failing for several accounts at once.", "Wait; changing accounts does not help."),
        [RefusalCode.NotRetryable] = new(400, "not_retryable", Recovery.ChangeRequest,
            "The last attempt failed in a way that repeating cannot mend.", "Nothing: the upstream's own answer tells why."),
        [RefusalCode.KillSwitch] = new(503, "stopped_by_operator", Recovery.AskOperator,
            "An operator has stopped this kind of traffic.", "Switch the kill switch off."),
        [RefusalCode.ReservedByOwners] = new(429, "reserved_by_owners", Recovery.Wait,
            "What is left of the accounts is reserved for their owners.", "Lower a reserve, or add an account."),
        [RefusalCode.PoolEmpty] = new(503, "pool_empty", Recovery.AskOperator,
            "This Pool has no accounts.", "Link an account and add it to the Pool."),
        [RefusalCode.DirectoryNotLoaded] = new(503, "router_starting", Recovery.Wait,
            "The router has not heard from accounts yet.", "Check that the accounts service runs."),
        [RefusalCode.OpportunisticDenied] = new(429, "pool_not_idle", Recovery.Wait,
            "Background turns are served only while the Pool is idle.", "Nothing: the client may ask again later."),
        [RefusalCode.TurnClosed] = new(409, "turn_closed", Recovery.ResendFull,
            "This attempt has ended already.", "Nothing: the client sends a new turn."),
        [RefusalCode.RequestTooLarge] = new(400, "request_above_key_limit", Recovery.ChangeRequest,
            "This request is larger than the API key allows.", "Raise the key's limit per request."),
        [RefusalCode.QuotaEvidenceMissing] = new(503, "quota_evidence_unavailable", Recovery.Wait,
            "Nobody knows how much quota the accounts have left.", "Check that quota polls succeed."),
    }.ToFrozenDictionary();

    public static IEnumerable<RefusalCode> Codes => Entries.Keys;

    public static RefusalEntry Of(RefusalCode code) => Entries[code];

    public static Refusal Build(RefusalCode code, long resetsAt = 0, long retryAfterMs = 0, string? detail = null)
    {
        var entry = Entries[code];
        return new Refusal
        {
            Code = code,
            HttpStatus = entry.Status,
            ErrorType = entry.ErrorType,
            Message = detail is null ? entry.Message : entry.Message + " " + detail,
            OperatorAction = entry.OperatorAction,
            Recovery = entry.Recovery,
            ResetsAtMs = resetsAt,
            RetryAfterMs = retryAfterMs,
        };
    }
}
