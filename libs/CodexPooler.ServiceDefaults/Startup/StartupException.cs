namespace CodexPooler.ServiceDefaults.Startup;

/// <summary>Ends the process with one line and exit code 1 instead of a stack trace.</summary>
public sealed class StartupException(StartupProblem problem, Exception? inner = null) : Exception(problem.ToString(), inner)
{
    public StartupProblem Problem { get; } = problem;
}
