using CodexPooler.ServiceDefaults.Startup;

namespace CodexPooler.Standalone;

/// <summary>The options of the one process, and what its services are told to be without anything else installed.</summary>
internal static class StandaloneCommand
{
    public const string Name = "standalone";

    public static ServiceCommand Create() => new ServiceCommand(Name)
    {
        Summary = "Codex Pooler in one process. The 'pooler' command runs it.",
        Defaults =
        {
            [DataFolder.Setting] = DataFolder.Default,
            ["Log:Format"] = "Text",
            ["Logging:LogLevel:Default"] = "Warning",
            ["Logging:LogLevel:MassTransit"] = "Error",
            ["Messaging:Transport"] = "InMemory",
            ["Dapr:Mode"] = "Off",
            // Nobody stands in front of this process who would have to notice that it leaves.
            ["Drain:Delay"] = "00:00:00",
            ["Accounts:Access:CredentialCallers:0"] = LocalCalls.Caller,
            ["Accounts:Access:DirectoryCallers:0"] = LocalCalls.Caller,
            ["Accounts:Access:OperatorProxies:0"] = LocalCalls.Caller,
            ["Accounts:Access:Hosts:0"] = LocalCalls.Host,
            ["Accounts:Access:AuditRecorders:0"] = LocalCalls.Caller,
            ["Routing:Access:Services:0"] = LocalCalls.Caller,
            ["Accounting:Access:Services:0"] = LocalCalls.Caller,
        },
    }
        .Option("--data", "FOLDER", DataFolder.Setting, $"where everything is kept (default {DataFolder.Default})")
        .Option("--port", "PORT", "Listen:HttpPort", "where clients connect (default 4000)")
        .Option("--grpc-port", "PORT", "Listen:GrpcPort", "where 'pooler --server' connects (default: nowhere)")
        .Flag("--demo", "Standalone:Demo", "try it without an account, with a simulated backend")
        .Option("--simulator-port", "PORT", "Standalone:SimulatorPort", "where the demo's backend listens (default 4100)");
}
