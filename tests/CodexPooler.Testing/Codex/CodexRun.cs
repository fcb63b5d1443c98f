namespace CodexPooler.Testing.Codex;

/// <summary>The CLI's commands as tests use them.</summary>
public static class CodexRun
{
    // Approval and sandbox are out of the way: tests are about the wire, and folders are throw-away.
    private static readonly string[] Flags = ["--skip-git-repo-check", "--json", "--dangerously-bypass-approvals-and-sandbox"];

    public static Task<CodexResult> ExecAsync(this CodexSandbox sandbox, string prompt, params string[] more) =>
        sandbox.RunAsync(["exec", .. Flags, .. more, "--", prompt]);

    public static Task<CodexResult> ResumeAsync(this CodexSandbox sandbox, string threadId, string prompt) =>
        sandbox.RunAsync(["exec", "resume", .. Flags, threadId, prompt]);

    public static async Task<CodexResult> RunAsync(this CodexSandbox sandbox, params IReadOnlyList<string> arguments)
    {
        await using var process = sandbox.Start(arguments);
        return await process.EndAsync();
    }
}
