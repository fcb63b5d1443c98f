using System.Text.Json;
using CsvHelper.Configuration;

namespace CodexPooler.Accounting.Exports;

/// <summary>The CSV's columns have the JSON's names.</summary>
internal sealed class ExportRecordMap : ClassMap<ExportRecord>
{
    public ExportRecordMap()
    {
        AutoMap(System.Globalization.CultureInfo.InvariantCulture);
        foreach (var member in MemberMaps) member.Name(JsonNamingPolicy.SnakeCaseLower.ConvertName(member.Data.Member!.Name));
    }
}
