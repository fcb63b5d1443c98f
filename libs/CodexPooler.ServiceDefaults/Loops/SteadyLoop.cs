using Microsoft.Extensions.Logging;

namespace CodexPooler.ServiceDefaults.Loops;

/// <summary>
/// Keeps a background loop going whatever its rounds meet: an exception that escaped would end the loop, and the host with it.
/// What went wrong is told once a streak, counted each time, and answered with ever longer pauses.
/// </summary>
/// <param name="name">What the loop is called in logs and in the metric <c>codexpooler_loop_failures</c>.</param>
public sealed class SteadyLoop(string name, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(1);
    private int _failures;

    /// <summary>Runs one round. False when it failed, after the pause that a failure is answered with.</summary>
    /// <exception cref="OperationCanceledException">The loop itself is to end.</exception>
    public async Task<bool> TryAsync(Func<CancellationToken, Task> round, CancellationToken cancellationToken)
    {
        try
        {
            await round(cancellationToken);
            if (_failures > 0) Log.Recovered(logger, name, _failures);
            _failures = 0;
            return true;
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            // Whatever a round says that is told to end, it ended because it was told to.
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception cause)
        {
            LoopMetrics.Failed(name);
            if (_failures++ == 0) Log.Failed(logger, name, cause);
        }

        await Task.Delay(PauseAfter(_failures), time, cancellationToken);
        return false;
    }

    private static TimeSpan PauseAfter(int failures)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(failures - 1, 10));
        return pause < LongestPause ? pause : LongestPause;
    }
}
