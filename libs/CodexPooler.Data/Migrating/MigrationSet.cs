using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace CodexPooler.Data.Migrating;

/// <summary>A service's migrations for one engine, read from its embedded <c>Migrations/{engine}/NNNN_name.sql</c>.</summary>
internal static partial class MigrationSet
{
    public static IReadOnlyList<Migration> Read(Assembly assembly, DatabaseEngine engine)
    {
        var migrations = assembly.GetManifestResourceNames()
            .Select(resource => (Resource: resource, Match: Name().Match(resource)))
            .Where(found =>
                found.Match.Success && Enum.Parse<DatabaseEngine>(found.Match.Groups[1].Value, ignoreCase: true) == engine)
            .Select(found => new Migration(
                int.Parse(found.Match.Groups[2].Value, CultureInfo.InvariantCulture), found.Match.Groups[3].Value,
                Text(assembly, found.Resource)))
            .OrderBy(migration => migration.Number)
            .ToArray();
        for (var i = 0; i < migrations.Length; i++)
        {
            if (migrations[i].Number != i + 1)
                throw new InvalidOperationException(
                    $"{assembly.GetName().Name}: migrations for {engine} are not numbered 1, 2, 3 …: "
                    + $"found {migrations[i]} at place {i + 1}.");
        }

        return migrations;
    }

    private static string Text(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"\.Migrations\.(sqlite|postgres)\.(\d{4})_([a-z0-9_]+)\.sql$")]
    private static partial Regex Name();
}
