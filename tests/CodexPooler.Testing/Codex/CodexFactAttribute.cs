using CodexPooler.Testing.Parts;

namespace CodexPooler.Testing.Codex;

/// <summary>A fact that runs the real Codex CLI.</summary>
public sealed class CodexFactAttribute() : PartFactAttribute(CodexInstallation.Missing);
