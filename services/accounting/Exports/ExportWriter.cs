using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CodexPooler.Contracts.Events;
using CodexPooler.Data;
using CsvHelper;
using CsvHelper.Configuration;
using Dapper;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounting.Exports;

/// <summary>Writes an export's files. The same export always gives the same bytes, whoever writes it and when.</summary>
internal sealed class ExportWriter([FromKeyedServices(AccountingModule.Name)] IDatabase database)
{
    private static readonly CsvConfiguration Csv = new(CultureInfo.InvariantCulture) { NewLine = "\n" };
    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private static readonly JsonSerializerOptions Indented = new(Json) { WriteIndented = true, NewLine = "\n" };

    public async Task<IReadOnlyList<ExportedFile>> WriteAsync(
        ExportRow export, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);
        var rows = await database.SnapshotAsync(
            async (transaction, token) => (
                Entries: await WriteEntriesAsync(transaction, export, folder, token),
                Charges: await WriteFocusAsync(transaction, export, folder, token)),
            cancellationToken);
        ExportedFile[] files =
        [
            await DescribeAsync("entries.csv", rows.Entries), await DescribeAsync("entries.jsonl", rows.Entries),
            await DescribeAsync("focus.csv", rows.Charges),
        ];
        var manifest = JsonSerializer.Serialize(ExportManifest.Of(export, files), Indented) + "\n";
        await File.WriteAllTextAsync(Path.Combine(folder, "manifest.json"), manifest, cancellationToken);
        files = [.. files, await DescribeAsync("manifest.json", 1)];
        // The format sha256sum --check reads.
        var sums = string.Concat(files.Select(file => $"{file.Sha256}  {file.Name}\n"));
        await File.WriteAllTextAsync(Path.Combine(folder, "SHA256SUMS"), sums, cancellationToken);
        return files;

        async Task<ExportedFile> DescribeAsync(string name, long count)
        {
            await using var stream = File.OpenRead(Path.Combine(folder, name));
            return new(
                name, stream.Length, count, Convert.ToHexStringLower(await SHA256.HashDataAsync(stream, cancellationToken)));
        }
    }

    private static async Task<long> WriteEntriesAsync(
        DbTransaction transaction, ExportRow export, string folder, CancellationToken token)
    {
        await using var csv = new CsvWriter(Text(folder, "entries.csv"), Csv);
        await using var lines = Text(folder, "entries.jsonl");
        csv.Context.RegisterClassMap<ExportRecordMap>();
        csv.WriteHeader<ExportRecord>();
        await csv.NextRecordAsync();
        var count = 0L;
        await foreach (var entry in Query<ExportEntry>(transaction, ExportEntry.Sql, export).WithCancellation(token))
        {
            var record = ExportRecord.From(entry);
            csv.WriteRecord(record);
            await csv.NextRecordAsync();
            await lines.WriteAsync(JsonSerializer.Serialize(record, Json) + "\n");
            count++;
        }

        return count;
    }

    private static async Task<long> WriteFocusAsync(
        DbTransaction transaction, ExportRow export, string folder, CancellationToken token)
    {
        await using var csv = new CsvWriter(Text(folder, "focus.csv"), Csv);
        csv.WriteHeader<FocusRecord>();
        await csv.NextRecordAsync();
        var count = 0L;
        await foreach (var charge in Query<FocusCharge>(transaction, FocusCharge.Sql, export).WithCancellation(token))
        {
            csv.WriteRecord(FocusRecord.From(charge, export));
            await csv.NextRecordAsync();
            count++;
        }

        return count;
    }

    private static IAsyncEnumerable<T> Query<T>(DbTransaction transaction, string sql, ExportRow export) =>
        transaction.Connection!.QueryUnbufferedAsync<T>(sql, new { export = export.ExportId }, transaction, commandTimeout: 0);

    private static StreamWriter Text(string folder, string name) =>
        new(Path.Combine(folder, name), new UTF8Encoding(false),
            new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write });
}
