namespace CodexPooler.Data;

/// <summary>
/// The database cannot be used as configured. The message is one line for an operator: which setting, what is wrong, what to
/// do.
/// </summary>
public sealed class DatabaseUnavailableException(string setting, string problem, string remedy, Exception? inner = null)
    : Exception($"{setting}: {problem}. {remedy}.", inner)
{
    /// <summary>The setting to look at, for example <c>Data:ConnectionString</c>.</summary>
    public string Setting { get; } = setting;

    /// <summary>What is wrong.</summary>
    public string Problem { get; } = problem;

    /// <summary>What the operator can do about it.</summary>
    public string Remedy { get; } = remedy;

    /// <summary>May pass by itself: a server that is starting, a lock another process holds.</summary>
    public bool IsTransient { get; init; }
}
