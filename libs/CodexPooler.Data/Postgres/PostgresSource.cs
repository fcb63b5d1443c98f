using Npgsql;

namespace CodexPooler.Data.Postgres;

/// <summary>Builds the connection pool of one service from its options.</summary>
internal static class PostgresSource
{
    public static NpgsqlDataSource Create(string service, DataOptions options)
    {
        var text = new NpgsqlConnectionStringBuilder(options.ConnectionString)
        {
            SearchPath = SchemaOf(service, options),
            ApplicationName = $"codex-pooler-{service}",
            IncludeErrorDetail = false,
        };
        if (options.PasswordFile is { } file) text.Password = File.ReadAllText(file).TrimEnd('\r', '\n');
        var builder = new NpgsqlDataSourceBuilder(text.ConnectionString);
        // The check lets the server notice a killed replica in the middle of a long statement and release its locks.
        var busy = (long)options.BusyTimeout.TotalMilliseconds;
        // Statements here take few milliseconds: starting workers or a compiler for one costs tens, and processors of others.
        builder.ConnectionStringBuilder.Options =
            $"-c lock_timeout={busy} -c timezone=UTC -c client_connection_check_interval=2000 "
            + "-c max_parallel_workers_per_gather=0 -c jit=off";
        return builder.Build();
    }

    public static string SchemaOf(string service, DataOptions options) => options.Schema ?? service;
}
