namespace CodexPooler.Cli.Tests.TestData;

/// <summary>One command of a document and what the document says it prints.</summary>
internal sealed record TranscriptStep(string Command, IReadOnlyList<string> Expected);
