using CodexPooler.Data;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CodexPooler.Accounts.Audit;

internal static class AuditSetup
{
    public static void AddAudit(this IHostApplicationBuilder builder)
    {
        builder.Services.AddSingleton(provider => new AuditLog(
            provider.GetRequiredKeyedService<IDatabase>(AccountsModule.Name)));
        builder.Services.AddSingleton<OperatorActs>();
        builder.Services.AddSingleton<AnchorStore>();
        builder.Services.AddSingleton<AnchorMemory>();
        builder.Services.AddSingleton<AuditProof>();
        builder.Services.AddSingleton<AnchorDesk>();
        builder.Services.AddHostedService<AnchorKeeper>();
    }
}
