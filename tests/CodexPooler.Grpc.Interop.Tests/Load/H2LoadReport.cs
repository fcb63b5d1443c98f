using System.Globalization;
using System.Text.RegularExpressions;

namespace CodexPooler.Grpc.Interop.Tests.Load;

/// <summary>The closing lines of h2load.</summary>
internal sealed partial record H2LoadReport(
    int Total, int Succeeded, int Failed, int Errored, int TimedOut, int Status2xx, double PerSecond)
{
    public static H2LoadReport Parse(string output)
    {
        var requests = Requests().Match(output);
        var statuses = Statuses().Match(output);
        var speed = Speed().Match(output);
        if (!requests.Success || !statuses.Success || !speed.Success)
            throw new FormatException($"h2load's report is not understood:\n{output}");
        return new(Number(requests, 1), Number(requests, 2), Number(requests, 3), Number(requests, 4), Number(requests, 5),
            Number(statuses, 1), double.Parse(speed.Groups[1].Value, CultureInfo.InvariantCulture));
    }

    private static int Number(Match match, int group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"requests: (\d+) total, \d+ started, \d+ done, (\d+) succeeded, (\d+) failed, (\d+) errored, (\d+) timeout")]
    private static partial Regex Requests();

    [GeneratedRegex(@"status codes: (\d+) 2xx")]
    private static partial Regex Statuses();

    [GeneratedRegex(@"finished in [^,]+, ([\d.]+) req/s")]
    private static partial Regex Speed();
}
