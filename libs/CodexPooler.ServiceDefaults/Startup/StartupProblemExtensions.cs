using Microsoft.Extensions.Hosting;

namespace CodexPooler.ServiceDefaults.Startup;

public static class StartupProblemExtensions
{
    /// <summary>Teaches the process how to tell a library's own failure: the library need not know this one.</summary>
    public static IHostApplicationBuilder AddStartupProblem<TException>(
        this IHostApplicationBuilder builder, Func<TException, StartupProblem> describe)
        where TException : Exception
    {
        StartupProblems.Of(builder).Add(exception => exception is TException known ? describe(known) : null);
        return builder;
    }
}
