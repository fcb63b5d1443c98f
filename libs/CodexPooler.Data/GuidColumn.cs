using System.Data;
using System.Runtime.CompilerServices;
using Dapper;
using Microsoft.Data.Sqlite;

namespace CodexPooler.Data;

/// <summary>An id is <c>uuid</c> in PostgreSQL and lower-case text in SQLite, which has no such type.</summary>
internal sealed class GuidColumn : SqlMapper.TypeHandler<Guid>
{
    public override Guid Parse(object value) => value is Guid id ? id : Guid.Parse((string)value);

    public override void SetValue(IDbDataParameter parameter, Guid value) =>
        parameter.Value = parameter is SqliteParameter ? value.ToString("D") : value;

#pragma warning disable CA2255 // Dapper's handlers are process-wide, and have to be there before the first query of any service.
    [ModuleInitializer]
    internal static void Register()
    {
        SqlMapper.RemoveTypeMap(typeof(Guid));
        SqlMapper.RemoveTypeMap(typeof(Guid?));
        SqlMapper.AddTypeHandler(new GuidColumn());
    }
#pragma warning restore CA2255
}
