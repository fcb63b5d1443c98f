namespace CodexPooler.ServiceDefaults.Startup;

/// <summary>Why a process cannot start, told to whoever runs it: what is wrong, which setting decides it, what to do.</summary>
public sealed record StartupProblem(string What, string Setting, string Remedy)
{
    public override string ToString() => $"{What.TrimEnd('.')} [{Setting}]. {Remedy.TrimEnd('.')}.";
}
