using System.CommandLine;
using System.Globalization;
using CodexPooler.Cli.Connecting;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Cli.Audit;

/// <summary>Whether the audit log is all that was ever written into it.</summary>
internal static class ProofCommands
{
    public static Command Verify()
    {
        var known = new Option<string>("--known")
        {
            Description = "An end of the log noted down earlier, NUMBER:HASH as this command and the service's own log show it",
        };
        return Verb.Of("verify", "Prove that no entry was changed, removed or inserted, nor the end cut off",
            async (call, cancellationToken) =>
            {
                var request = new VerifyAuditRequest();
                if (call.Get(known) is { } text) (request.KnownSequence, request.KnownHash) = ReadEnd(text);
                Tell(call, await call.Admin.VerifyAuditAsync(request, cancellationToken: cancellationToken));
            }, known);
    }

    public static Command Accept()
    {
        var reason = new Option<string>("--reason") { Description = "Why, e.g. 'restored Monday's backup'", Required = true };
        var sure = new Option<bool>("--yes") { Description = "Yes: what is missing is given up" };
        return Verb.Of("accept", "Take the log as it is for whole, after looking into what verify found",
            async (call, cancellationToken) =>
            {
                if (!call.Get(sure))
                    throw new CliException(
                        ExitCode.Usage, "This gives up what verify found missing, and the log will say so. Add --yes to do it.");
                var request = new AcceptAuditRequest { Reason = call.Get(reason)! };
                Tell(call, await call.Admin.AcceptAuditAsync(request, cancellationToken: cancellationToken));
            }, reason, sure);
    }

    private static void Tell(Call call, VerifyAuditResponse answer)
    {
        if (answer.Intact)
        {
            call.Screen.Done(answer, $"Intact: {answer.Entries} entries.{Anchor(answer)}{End(answer)}");
            return;
        }

        if (call.Screen.IsJson) call.Screen.One(answer);
        if (answer.Anchor == AuditAnchor.Away && answer.BrokenAt == 0 && answer.MissingTo == 0)
            throw new CliException(ExitCode.Unavailable, answer.Finding);
        throw new CliException(ExitCode.Failed, $"The audit log was tampered with, or is from a backup. {answer.Finding}");
    }

    private static string Anchor(VerifyAuditResponse answer) => answer.Anchor == AuditAnchor.Held
        ? $" The end is anchored at entry {answer.AnchoredSequence}."
        : " The end is not anchored yet; that takes a few seconds.";

    private static string End(VerifyAuditResponse answer) => answer.LastSequence == 0
        ? ""
        : $"\nTo note down: {answer.LastSequence}:{answer.LastHash}";

    private static (long Sequence, string Hash) ReadEnd(string text)
    {
        var parts = text.Split(':');
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            && sequence > 0
            ? (sequence, parts[1])
            : throw new CliException(ExitCode.Usage, $"--known '{text}' is not NUMBER:HASH.");
    }
}
