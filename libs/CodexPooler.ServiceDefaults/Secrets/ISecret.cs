namespace CodexPooler.ServiceDefaults.Secrets;

/// <summary>Marks a type whose value must never be rendered: logs show <c>***</c> for it, whatever its <c>ToString</c> says.</summary>
public interface ISecret;
