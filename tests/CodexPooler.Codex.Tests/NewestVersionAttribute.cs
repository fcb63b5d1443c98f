namespace CodexPooler.Codex.Tests;

/// <summary>A class whose theories run on the newest version only, and on all of them under <c>CODEX_POOLER_LONG=1</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class NewestVersionAttribute : Attribute;
