using System.Data.Common;

namespace CodexPooler.Data;

/// <summary>The database of one service. The seam between SQLite and PostgreSQL: everything above it is SQL and Dapper.</summary>
public interface IDatabase : IAsyncDisposable
{
    DatabaseEngine Engine { get; }

    SqlDialect Dialect { get; }

    /// <summary>Runs <paramref name="read"/> on a connection of its own that cannot write.</summary>
    Task<T> ReadAsync<T>(Func<DbConnection, CancellationToken, Task<T>> read, CancellationToken cancellationToken);

    /// <summary>As <see cref="ReadAsync{T}"/>, but all statements see the database at one moment.</summary>
    Task<T> SnapshotAsync<T>(Func<DbTransaction, CancellationToken, Task<T>> read, CancellationToken cancellationToken);

    /// <summary>
    /// Runs <paramref name="write"/> in one transaction and commits it. A busy database, a serialization failure or a connection
    /// lost before the commit runs it again from the start, so it must touch nothing outside the transaction.
    /// Do not write from inside a write.
    /// </summary>
    /// <exception cref="CommitOutcomeUnknownException">The connection was lost while committing.</exception>
    /// <exception cref="DatabaseUnavailableException">The database cannot be used; the message says why and what to
    /// do.</exception>
    Task<T> WriteAsync<T>(Func<DbTransaction, CancellationToken, Task<T>> write, CancellationToken cancellationToken);
}
