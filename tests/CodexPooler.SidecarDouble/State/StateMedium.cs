using System.Text.Json;

namespace CodexPooler.SidecarDouble.State;

/// <summary>Holds all stores' entries, in memory or in a file that several sidecars share and that outlives them.</summary>
internal sealed class StateMedium(string? path)
{
    private static readonly TimeSpan LockPatience = TimeSpan.FromSeconds(10);
    private readonly Lock _gate = new();
    private Dictionary<string, StateEntry> _entries = [];

    public T Use<T>(Func<Dictionary<string, StateEntry>, T> action)
    {
        lock (_gate)
        {
            if (path is null)
                return action(_entries);
            using var exclusive = Acquire(path + ".lock");
            _entries = File.Exists(path)
                ? JsonSerializer.Deserialize<Dictionary<string, StateEntry>>(File.ReadAllBytes(path))!
                : [];
            var before = _entries.ToHashSet();
            var result = action(_entries);
            if (!before.SetEquals(_entries))
                Write();
            return result;
        }
    }

    private void Write()
    {
        var temporary = path + ".new";
        File.WriteAllBytes(temporary, JsonSerializer.SerializeToUtf8Bytes(_entries));
        File.Move(temporary, path!, overwrite: true);
    }

    private static FileStream Acquire(string path)
    {
        var deadline = Environment.TickCount64 + (long)LockPatience.TotalMilliseconds;
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (Environment.TickCount64 < deadline)
            {
                Thread.Yield();
            }
        }
    }
}
