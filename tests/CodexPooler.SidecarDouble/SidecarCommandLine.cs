using System.Globalization;
using CodexPooler.SidecarDouble.State;

namespace CodexPooler.SidecarDouble;

public static class SidecarCommandLine
{
    private const string Usage =
        "Use --app-id ID [--app-port N] [--app-protocol h2c|http] [--http-port N] [--grpc-port N] [--peers ID=HOST:PORT,…] " +
        "[--secrets FILE] [--deny-secrets STORE/NAME,…] [--state-stores NAME[:postgresql],…] [--actor-state-store NAME] " +
        "[--state-file FILE] [--bindings NAME[=FOLDER],…] [--pubsubs NAME,…] [--access ID[:/OPERATION]=allow|deny,…] " +
        "[--max-body-size BYTES].";

    private static readonly HashSet<string> Known =
    [
        "app-id", "app-port", "app-protocol", "http-port", "grpc-port", "peers", "secrets", "deny-secrets", "state-stores",
        "actor-state-store", "state-file", "bindings", "pubsubs", "access", "max-body-size",
    ];

    public static SidecarOptions Parse(IReadOnlyList<string> args, Func<string, string?> environment)
    {
        var given = Read(args);
        var appPort = Number(given, "app-port", 0);
        return new SidecarOptions
        {
            AppId = given.GetValueOrDefault("app-id") ?? throw new FormatException($"--app-id is missing. {Usage}"),
            App = appPort == 0 ? null : new Uri($"{given.GetValueOrDefault("app-protocol", "h2c")}://127.0.0.1:{appPort}"),
            HttpPort = Number(given, "http-port", 0),
            GrpcPort = Number(given, "grpc-port", 0),
            Peers = Pairs(given, "peers").ToDictionary(pair => pair.Name, pair => Peer(pair.Name, pair.Value)),
            ApiToken = NotEmpty(environment("DAPR_API_TOKEN")),
            AppToken = NotEmpty(environment("APP_API_TOKEN")),
            SecretsFile = given.GetValueOrDefault("secrets"),
            DeniedSecrets = List(given, "deny-secrets").ToHashSet(),
            StateStores = List(given, "state-stores").Select(one => one.Split(':')).ToDictionary(parts => parts[0], Profile),
            ActorStateStore = given.GetValueOrDefault("actor-state-store"),
            StateFile = given.GetValueOrDefault("state-file"),
            Bindings = Pairs(given, "bindings").ToDictionary(pair => pair.Name, pair => pair.Value),
            PubSubs = List(given, "pubsubs").ToHashSet(),
            AccessRules = [.. Pairs(given, "access").Select(pair => AccessRule.Parse(pair.Name, pair.Value))],
            MaxBodySize = Number(given, "max-body-size", 4 * 1024 * 1024),
        };
    }

    private static Dictionary<string, string> Read(IReadOnlyList<string> args)
    {
        var given = new Dictionary<string, string>();
        for (var index = 0; index < args.Count; index += 2)
        {
            var name = args[index].StartsWith("--", StringComparison.Ordinal) ? args[index][2..] : null;
            if (name is null || !Known.Contains(name))
                throw new FormatException($"'{args[index]}' is not an option. {Usage}");
            given[name] = index + 1 < args.Count
                ? args[index + 1]
                : throw new FormatException($"--{name} needs a value. {Usage}");
        }

        return given;
    }

    private static int Number(Dictionary<string, string> given, string name, int otherwise) =>
        !given.TryGetValue(name, out var text) ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number
        : throw new FormatException($"--{name} is '{text}'; it must be a number.");

    private static string[] List(Dictionary<string, string> given, string name) =>
        given.GetValueOrDefault(name, string.Empty)
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static IEnumerable<(string Name, string? Value)> Pairs(Dictionary<string, string> given, string name) =>
        List(given, name).Select(one => one.Split('=', 2)).Select(parts => (parts[0], parts.ElementAtOrDefault(1)));

    private static Uri Peer(string name, string? address)
    {
        var full = address?.Contains("://", StringComparison.Ordinal) == true ? address : $"h2c://{address}";
        return Uri.TryCreate(full, UriKind.Absolute, out var uri) && uri is { Host.Length: > 0, Port: > 0 }
            ? uri
            : throw new FormatException($"--peers: the address of '{name}' is '{address}'; it must be HOST:PORT.");
    }

    private static StateStoreProfile Profile(string[] parts) => parts.ElementAtOrDefault(1) switch
    {
        null => StateStoreProfile.InMemory,
        "postgresql" => StateStoreProfile.PostgreSql,
        var other => throw new FormatException($"--state-stores: '{other}' is not a kind of store; use postgresql or nothing."),
    };

    private static string? NotEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;
}
