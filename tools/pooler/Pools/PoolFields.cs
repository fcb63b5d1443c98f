using System.CommandLine;
using CodexPooler.Cli.Parsing;
using CodexPooler.Contracts.Directory.V1;

namespace CodexPooler.Cli.Pools;

internal static class PoolFields
{
    public static FieldOptions<Pool> Create() => new FieldOptions<Pool>()
        .With<string>("--name", "Name people see", "name", (pool, value) => pool.Name = value)
        .With(Words.Option<RoutingStrategy>("--strategy", "How an account is chosen among those that may serve"), "strategy",
            (pool, value) => pool.Strategy = Words.Read<RoutingStrategy>(value))
        .With<int>("--ring-size", "Accounts a session may move among (bridge-ring)", "ring_size",
            (pool, value) => pool.RingSize = value)
        .With<bool>("--v1", "Serve the OpenAI-shaped /v1 surface", "openai_surface", (pool, value) => pool.OpenaiSurface = value)
        .With<bool>("--images", "Allow image generation", "allow_images", (pool, value) => pool.AllowImages = value)
        .With<bool>("--sticky-http", "Keep an HTTP session on its account", "sticky_http_sessions",
            (pool, value) => pool.StickyHttpSessions = value)
        .With<bool>("--sticky-websocket", "Keep a WebSocket session on its account", "sticky_websocket_sessions",
            (pool, value) => pool.StickyWebsocketSessions = value)
        .With<bool>("--cache-affinity", "Prefer the account that holds the prompt's cache", "prompt_cache_affinity",
            (pool, value) => pool.PromptCacheAffinity = value)
        .With<bool>("--owner-only", "Only its owner's turns run on an owner's account", "owner_only",
            (pool, value) => pool.OwnerOnly = value)
        .With(new Option<string[]>("--dialect")
        {
            Description =
                $"How a model is served, MODEL=DIALECT ({string.Join(", ", Words.All<ServingDialect>())}); may be repeated",
        }, "dialects", (pool, value) =>
        {
            foreach (var (model, word) in Pairs.Read("--dialect", value))
                pool.Dialects[model] = Words.All<ServingDialect>().Contains(word)
                    ? Words.Read<ServingDialect>(word)
                    : throw new CliException(
                        ExitCode.Usage, $"--dialect '{word}' must be one of {string.Join(", ", Words.All<ServingDialect>())}.");
        })
        .With<string>("--capability-profile", "Capability profile of translated clients", "capability_profile",
            (pool, value) => pool.CapabilityProfile = value);
}
