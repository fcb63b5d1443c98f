namespace CodexPooler.Topology.Tests.Canary;

/// <summary>Something that must not be found, and what it is.</summary>
/// <param name="IsAName">An account is known to its operators by its e-mail address: the database may hold it, nothing
/// else.</param>
internal sealed record CanaryWord(string Name, string Text, bool IsAName);
