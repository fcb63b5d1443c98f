using System.Globalization;

namespace CodexPooler.Data.Migrating;

/// <summary>Refuses a database whose past differs from this build's.</summary>
internal static class MigrationHistory
{
    private const string Setting = "Data:Provider";

    public static void Check(string service, IReadOnlyList<Migration> known, IReadOnlyList<AppliedMigration> applied)
    {
        for (var i = 0; i < applied.Count; i++)
        {
            if (i >= known.Count)
                throw new DatabaseUnavailableException(
                    Setting,
                    string.Create(CultureInfo.InvariantCulture,
                        $"the {service} database is at migration {applied[^1].Number}, this build knows only {known.Count}"),
                    "Run a newer build, or restore the backup taken before the upgrade");
            if (applied[i].Number != known[i].Number || applied[i].Checksum != known[i].Checksum)
                throw new DatabaseUnavailableException(
                    Setting,
                    $"migration {known[i]} of the {service} database was applied with another content (checksum differs)",
                    "Run the build that created the database; an applied migration must never be edited");
        }
    }
}
