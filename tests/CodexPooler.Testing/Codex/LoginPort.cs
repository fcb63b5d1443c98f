using CodexPooler.Testing.Runs;

namespace CodexPooler.Testing.Codex;

/// <summary>
/// The browser login of the CLI listens on 1455 and no other port, and a second login ends the first. Holding this keeps other
/// test runs of the machine off it.
/// </summary>
public sealed class LoginPort : IDisposable
{
    private readonly FileStream _lock;

    private LoginPort(FileStream held) => _lock = held;

    public static async Task<LoginPort> TakeAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(TestRun.MachineFolder, "codex-pooler-login-port.lock");
        while (true)
        {
            try
            {
                return new LoginPort(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (IOException)
            {
                // Held by another process: the system has no event for its release.
                await Task.Delay(TimeSpan.FromMilliseconds(20), cancellationToken);
            }
        }
    }

    public void Dispose() => _lock.Dispose();
}
