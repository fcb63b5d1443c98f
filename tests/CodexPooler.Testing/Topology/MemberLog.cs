using System.Diagnostics;
using System.Text;

namespace CodexPooler.Testing.Topology;

/// <summary>Collects a process's output as it comes, so that its pipes never fill.</summary>
internal sealed class MemberLog
{
    private readonly StringBuilder _text = new();

    public void Follow(Process process)
    {
        process.OutputDataReceived += (_, line) => Add(line.Data);
        process.ErrorDataReceived += (_, line) => Add(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public override string ToString()
    {
        lock (_text) return _text.ToString();
    }

    private void Add(string? line)
    {
        if (line is null) return;
        lock (_text) _text.AppendLine(line);
    }
}
