namespace Dapr.Client;

internal sealed record StateItemOptions(string? Concurrency, string? Consistency)
{
    public static StateItemOptions? From(StateOptions? options) =>
        options is null or { Concurrency: null, Consistency: null }
            ? null
            : new StateItemOptions(Text(options.Concurrency), Text(options.Consistency));

    public static string? Text(ConcurrencyMode? mode) => mode switch
    {
        ConcurrencyMode.FirstWrite => "first-write",
        ConcurrencyMode.LastWrite => "last-write",
        _ => null,
    };

    public static string? Text(ConsistencyMode? mode) => mode switch
    {
        ConsistencyMode.Eventual => "eventual",
        ConsistencyMode.Strong => "strong",
        _ => null,
    };
}
