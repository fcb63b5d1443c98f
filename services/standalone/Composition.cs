using CodexPooler.Accounts;
using CodexPooler.Accounts.Access;
using CodexPooler.ServiceDefaults;
using CodexPooler.ServiceDefaults.Listening;
using CodexPooler.ServiceDefaults.Startup;

namespace CodexPooler.Standalone;

/// <summary>All services in one process, with everything they keep in one folder.</summary>
internal static class Composition
{
    private const string Name = "standalone";
    private const string DataFolder = "Data:Folder";
    private const string VaultFolder = "Accounts:Vault:Folder";

    public static ServiceCommand Command { get; } = new ServiceCommand(Name)
    {
        Summary = "Codex Pooler in one process. The 'pooler' command runs it.",
        Defaults = { [DataFolder] = HomeFolder },
    }
        .Option("--data", "FOLDER", DataFolder, $"where everything is kept (default {HomeFolder})")
        .Option("--port", "PORT", "Listen:HttpPort", "where clients connect (default 4000)")
        .Option("--grpc-port", "PORT", "Listen:GrpcPort", "where 'pooler --server' connects (default: nowhere)");

    private static string HomeFolder =>
        Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".codex-pooler");

    public static void Add(WebApplicationBuilder builder)
    {
        var data = Path.GetFullPath(builder.Configuration[DataFolder]!);
        builder.Configuration[VaultFolder] ??= Path.Combine(data, "vault");
        builder.AddServiceDefaults(Name);
        builder.AddListeners(httpPort: 4000);
        builder.AddAccounts();
        builder.AddLocalSocket(data);
        builder.Services.AddHostedService(services => new StartText(
            services, Console.Out, data == HomeFolder ? "" : $" --data {data}"));
    }

    public static void Map(WebApplication app)
    {
        app.MapServiceDefaults();
        app.MapAccounts();
    }
}
