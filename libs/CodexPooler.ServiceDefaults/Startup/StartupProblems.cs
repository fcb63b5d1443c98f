using CodexPooler.ServiceDefaults.Secrets;
using CodexPooler.ServiceDefaults.Settings;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CodexPooler.ServiceDefaults.Startup;

/// <summary>Turns whatever stopped the process into lines for its operator.</summary>
internal sealed class StartupProblems
{
    private readonly List<Func<Exception, StartupProblem?>> _known = [ListenProblem.Describe, ConfigurationProblem.Describe];

    public static StartupProblems Of(IHostApplicationBuilder builder)
    {
        if (builder.Properties.TryGetValue(typeof(StartupProblems), out var existing)) return (StartupProblems)existing;
        var problems = new StartupProblems();
        builder.Properties[typeof(StartupProblems)] = problems;
        return problems;
    }

    public void Add(Func<Exception, StartupProblem?> describe) => _known.Insert(0, describe);

    public IReadOnlyList<string> Describe(Exception exception) =>
        [.. Lines(exception).Select(line => Redaction.Scrub(line.ReplaceLineEndings(" "))).Distinct()];

    private IEnumerable<string> Lines(Exception exception)
    {
        if (exception is AggregateException several) return several.Flatten().InnerExceptions.SelectMany(Lines);
        if (exception is OptionsValidationException invalid) return invalid.Failures;
        for (Exception? cause = exception; cause is not null; cause = cause.InnerException)
        {
            if (cause is StartupException known) return [known.Problem.ToString()];
            foreach (var describe in _known)
            {
                if (describe(cause) is { } problem) return [problem.ToString()];
            }
        }

        var root = exception.GetBaseException();
        return [$"failed unexpectedly: {root.GetType().Name}: {root.Message} Run again with --verbose for the details."];
    }
}
