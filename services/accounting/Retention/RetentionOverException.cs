namespace CodexPooler.Accounting.Retention;

/// <summary>What was asked for needs turns that retention has removed.</summary>
internal sealed class RetentionOverException(string message) : Exception(message);
