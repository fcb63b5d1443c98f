using System.Net.Sockets;
using Npgsql;

namespace CodexPooler.Data.Postgres;

/// <summary>What PostgreSQL's error codes mean to us. https://www.postgresql.org/docs/15/errcodes-appendix.html</summary>
internal static class PostgresFaults
{
    private const string Setting = "Data:ConnectionString";

    /// <summary>The transaction did not happen and the next attempt may succeed.</summary>
    public static bool IsRetryable(Exception exception) => exception switch
    {
        PostgresException { SqlState: "40001" or "40P01" or "55P03" or "57P01" or "57P02" or "57P03" or "53300" } => true,
        PostgresException => false,
        NpgsqlException { InnerException: TimeoutException } => false,
        NpgsqlException => exception.InnerException is IOException or SocketException or EndOfStreamException,
        _ => false,
    };

    /// <summary>The server answered COMMIT itself with an error: nothing was committed. Anything else leaves it open.</summary>
    public static bool IsRolledBack(Exception exception) =>
        exception is PostgresException { InvariantSeverity: "ERROR" };

    public static DatabaseUnavailableException? Unavailable(Exception exception) => exception switch
    {
        PostgresException { SqlState: "28P01" or "28000" } => new(
            Setting, "the server refused the user name or password", "Correct Username and Password (or Data:PasswordFile)",
            exception),
        PostgresException { SqlState: "3D000" } => new(
            Setting, "the database does not exist", "Create it or correct Database", exception),
        PostgresException { SqlState: "42501" } => new(
            Setting, "the user lacks a privilege it needs", "Let it create its schema and tables (GRANT CREATE ON DATABASE)",
            exception),
        PostgresException { SqlState: "53100" } =>
        new(Setting, "the server's disk is full", "Free disk space on the server", exception),
        PostgresException { SqlState: "53300" } => new(
            Setting, "the server has no connection left", "Raise max_connections or lower Maximum Pool Size", exception)
        { IsTransient = true },
        PostgresException { SqlState: "57P01" or "57P02" or "57P03" } => new(
            Setting, "the server is starting or stopping", "Start it, then try again", exception)
        { IsTransient = true },
        PostgresException { SqlState: "55P03" } => new(
            Setting, "a lock another session holds was not released in time", "Find that session in pg_stat_activity", exception)
        { IsTransient = true },
        PostgresException => null,
        NpgsqlException { InnerException: SocketException or TimeoutException or IOException } or SocketException => new(
            Setting, "the server cannot be reached", "Start PostgreSQL, or correct Host and Port", exception)
        { IsTransient = true },
        _ => null,
    };
}
