using CodexPooler.Testing.Parts;

namespace CodexPooler.Testing.Codex;

/// <summary>A theory that runs the real Codex CLI.</summary>
public sealed class CodexTheoryAttribute() : PartTheoryAttribute(CodexInstallation.Missing);
