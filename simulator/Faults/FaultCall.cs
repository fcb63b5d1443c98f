namespace CodexPooler.Simulator.Faults;

internal readonly record struct FaultCall(string? Account, string Route, string Transport, string? Model)
{
    public bool Matches(FaultRule rule) =>
        (rule.Account is null || rule.Account == Account)
        && (rule.Route is null || rule.Route == Route)
        && (rule.Transport is null || rule.Transport == Transport)
        && (rule.Model is null || rule.Model == Model);
}
