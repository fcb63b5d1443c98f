using System.CommandLine;
using CodexPooler.Cli.Connecting;
using CodexPooler.Cli.Output;
using CodexPooler.Cli.Parsing;
using CodexPooler.Contracts.Credentials.V1;
using Google.Protobuf;

namespace CodexPooler.Cli.Accounts;

internal static class ImportCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("path")
        {
            Description = "Login files or folders of them (Codex auth.json, CLIProxyAPI, CCS, codex-lb); - is standard input",
            Arity = ArgumentArity.OneOrMore,
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Say what would happen and keep nothing" };
        var pools = new Option<string[]>("--pool") { Description = "The Pool the accounts join; may be repeated" };
        var owner = new Option<string>("--owner") { Description = "Whose accounts they are" };
        return Verb.Of("import", "Take logins over from other tools' files", async (call, cancellationToken) =>
        {
            var request = new ImportRequest
            {
                PoolIds = { await call.Names.PoolIdsAsync(call.Get(pools) ?? [], cancellationToken) },
                DryRun = call.Get(dryRun),
                Owner = call.Get(owner) ?? "",
            };
            foreach (var path in call.Get(paths)) request.Files.AddRange(await ReadAsync(path, cancellationToken));
            var answer = await call.Linking.ImportAsync(request, cancellationToken: cancellationToken);
            Tell(call.Screen, answer, request.DryRun, request.PoolIds.Count);
        }, paths, dryRun, pools, owner);
    }

    private static async Task<IReadOnlyList<ImportFile>> ReadAsync(string path, CancellationToken cancellationToken)
    {
        if (path == "-")
            return [new()
            {
                Name = "standard input",
                Content = ByteString.CopyFromUtf8(await Console.In.ReadToEndAsync(cancellationToken)),
            }];
        var files = Directory.Exists(path) ? Directory.GetFiles(path, "*.json").Order(StringComparer.Ordinal).ToArray()
            : File.Exists(path) ? [path]
            : throw new CliException(ExitCode.NotFound, $"There is no file or folder '{path}'.");
        if (files.Length == 0) throw new CliException(ExitCode.NotFound, $"The folder '{path}' holds no .json file.");
        var read = new List<ImportFile>();
        foreach (var file in files)
        {
            var content = await File.ReadAllBytesAsync(file, cancellationToken);
            read.Add(new() { Name = file, Content = UnsafeByteOperations.UnsafeWrap(content) });
        }

        return read;
    }

    private static void Tell(Screen screen, ImportResponse answer, bool dryRun, int pools)
    {
        screen.List(answer.Results, "Nothing was found.", ["FILE", "OUTCOME", "LABEL", "PLAN", "MESSAGE"], result =>
        [
            Path.GetFileName(result.File), Words.Of(result.Outcome), result.Label, result.Plan,
            result.ErrorCode.Length > 0 ? $"{result.ErrorCode}: {result.Message}" : result.Message,
        ]);
        foreach (var warning in answer.Results.SelectMany(result => result.Warnings).Distinct()) screen.Warn($"Note: {warning}");
        var isOutside = pools == 0 && answer.Results.Any(result => result.Outcome == ImportResult.Types.Outcome.Added);
        if (isOutside)
            screen.Warn("Note: a new account is in no Pool yet, so no key can use it: pooler account join ACCOUNT POOL");
        if (dryRun) screen.Warn("Dry run: nothing was kept.");
        var rejected = answer.Results.Count(result => result.Outcome == ImportResult.Types.Outcome.Rejected);
        if (rejected > 0) throw new CliException(ExitCode.Refused, $"{rejected} of {answer.Results.Count} logins were rejected.");
    }
}
