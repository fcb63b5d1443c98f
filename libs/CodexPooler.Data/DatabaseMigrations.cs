using System.Reflection;
using CodexPooler.Data.Migrating;
using Microsoft.Extensions.Logging;

namespace CodexPooler.Data;

/// <summary>Migrates a database that no host owns: tools, benchmarks, tests.</summary>
public static class DatabaseMigrations
{
    public static Task MigrateAsync(
        this IDatabase database, string service, DataOptions options, Assembly migrations, TimeProvider time, ILogger logger,
        CancellationToken cancellationToken) =>
        Migrator.For(service, database, options, migrations, time, logger).MigrateAsync(cancellationToken);
}
