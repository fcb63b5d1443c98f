namespace CodexPooler.SidecarDouble.State;

internal enum StateOutcome
{
    Saved,
    ETagMismatch,
    Failed,
}
