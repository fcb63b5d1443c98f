using System.Security.Cryptography;
using System.Text;

namespace CodexPooler.Data.Migrating;

/// <summary>One numbered step of a schema. Its checksum does not depend on how a checkout ends its lines.</summary>
internal sealed record Migration(int Number, string Name, string Sql)
{
    public string Checksum =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Sql.ReplaceLineEndings("\n"))));

    public override string ToString() => $"{Number:0000}_{Name}";
}
