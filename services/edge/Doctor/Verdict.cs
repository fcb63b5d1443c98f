namespace CodexPooler.Edge.Doctor;

internal enum Verdict
{
    Ok,
    Skipped,
    Warning,
    Failure,
}
