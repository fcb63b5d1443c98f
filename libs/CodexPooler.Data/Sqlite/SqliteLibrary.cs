using System.Reflection;
using System.Runtime.InteropServices;
using SQLitePCL;

namespace CodexPooler.Data.Sqlite;

/// <summary>Binds the provider to the system's SQLite: the bundled build is too old for STRICT tables.</summary>
internal static class SqliteLibrary
{
    private static readonly Lazy<bool> Loaded = new(Load);

    public static void Use() => _ = Loaded.Value;

    private static bool Load()
    {
        NativeLibrary.SetDllImportResolver(typeof(SQLite3Provider_e_sqlite3).Assembly, Resolve);
        try
        {
            raw.SetProvider(new SQLite3Provider_e_sqlite3());
            return true;
        }
        catch (DllNotFoundException missing)
        {
            throw new DatabaseUnavailableException(
                "Data:Provider", "SQLite's library is not installed", "Install it (Debian: apt-get install libsqlite3-0)",
                missing);
        }
    }

    private static nint Resolve(string name, Assembly assembly, DllImportSearchPath? path)
    {
        if (name != "e_sqlite3") return 0;
        foreach (var candidate in (string[])["libsqlite3.so.0", "libsqlite3.so", "libsqlite3.dylib", "winsqlite3"])
            if (NativeLibrary.TryLoad(candidate, out var handle)) return handle;
        return 0;
    }
}
