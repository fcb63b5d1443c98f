namespace CodexPooler.Bench;

/// <summary>One benchmark of the command line.</summary>
internal interface IBenchCommand
{
    string Name { get; }

    /// <summary>Name, options and purpose on one line.</summary>
    string Usage { get; }

    /// <summary>Runs and prints; the result is the exit code: 0 when the benchmark's own goal was met.</summary>
    Task<int> RunAsync(BenchArguments arguments);
}
