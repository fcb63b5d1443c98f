namespace CodexPooler.ServiceDefaults.Secrets;

/// <summary>Marks a type whose value is never rendered: logs show <c>***</c>, whatever <c>ToString</c> says.</summary>
public interface ISecret;
