using System.Text;

namespace CodexPooler.Edge.Doctor;

/// <summary>The findings as lines, with the summary `codex doctor` ends with.</summary>
internal static class DoctorReport
{
    public static string Write(Uri baseUrl, IReadOnlyList<Finding> findings)
    {
        var text = new StringBuilder().Append($"{baseUrl}\n");
        foreach (var finding in findings) text.Append($"{Word(finding.Verdict),-5}{finding.Check,-23}{finding.Details}\n");
        text.Append($"{Count(Verdict.Ok)} ok | {Count(Verdict.Warning)} warn | {Count(Verdict.Failure)} fail\n");
        return text.ToString();

        int Count(Verdict verdict) => findings.Count(finding => finding.Verdict == verdict);
    }

    private static string Word(Verdict verdict) => verdict switch
    {
        Verdict.Ok => "ok",
        Verdict.Warning => "warn",
        Verdict.Failure => "FAIL",
        _ => "-",
    };
}
