using CodexPooler.Accounts.Registry.Storage;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Data;
using Dapper;
using Google.Protobuf;
using Microsoft.Extensions.DependencyInjection;

namespace CodexPooler.Accounts.Tests.TestData;

internal static class DirectorySeed
{
    public static Task KeysAsync(AccountsHost host, int count) => host.Services.GetRequiredService<DirectoryStore>().ChangeAsync(
        "seed",
        async change =>
        {
            for (var i = 0; i < count; i++)
            {
                var id = Guid.CreateVersion7().ToString();
                var key = new ApiKey { Id = id, Name = $"key {i}", Revision = 1, Status = ApiKeyStatus.Active };
                await change.PutAsync(DirectoryKind.ApiKey, Guid.Parse(key.Id), 1, key.ToByteArray(), $"key-{i}");
            }

            return count;
        },
        default);

    public static Task ForgeAuditAsync(AccountsHost host, long sequence) =>
        host.Services.GetRequiredKeyedService<IDatabase>(AccountsModule.Name).WriteAsync(
            async (transaction, token) => await transaction.Connection!.ExecuteAsync(new CommandDefinition(
                "UPDATE audit_entries SET actor = 'someone else' WHERE sequence = @sequence",
                new { sequence }, transaction, cancellationToken: token)),
            default);

    public static Task CutAuditAsync(AccountsHost host, long keep) =>
        host.Services.GetRequiredKeyedService<IDatabase>(AccountsModule.Name).WriteAsync(
            async (transaction, token) => await transaction.Connection!.ExecuteAsync(new CommandDefinition(
                "DELETE FROM audit_entries WHERE sequence > @keep", new { keep }, transaction, cancellationToken: token)),
            default);
}
