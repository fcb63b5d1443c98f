namespace CodexPooler.Simulator.Ledger;

/// <summary>How a request ended, in the ledger's words.</summary>
public static class Outcomes
{
    public const string Pending = "pending";
    public const string Served = "served";
    public const string Completed = "completed";
    public const string Incomplete = "incomplete";
    public const string Failed = "failed";
    public const string Refused = "refused";
    public const string Unauthorized = "unauthorized";
    public const string UsageLimit = "usage_limit";
    public const string Fault = "fault";
    public const string ClientGone = "client_gone";
}
