using System.Net;
using System.Net.Http.Headers;
using CodexPooler.Contracts.Credentials.V1;
using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Testing.Simulated;
using CodexPooler.Testing.Time;
using Google.Protobuf;

namespace CodexPooler.Testing.Topology;

/// <summary>Makes seats as an operator would: a Pool, logins of the simulated backend imported into it, a key.</summary>
public static class Seating
{
    /// <param name="accounts">Accounts the simulator knows.</param>
    public static async Task<Seat> SeatAsync(
        this IInstallation installation, SimulatorControl simulator, params IReadOnlyList<string> accounts)
    {
        var admin = new DirectoryAdmin.DirectoryAdminClient(installation.OperatorOf("accounts"));
        var name = $"team-{Guid.CreateVersion7():N}";
        var pool = await admin.SavePoolAsync(new SavePoolRequest
        {
            Pool = new Pool { Slug = name, Name = name, OpenaiSurface = true, AllowImages = true },
        });
        var linked = await LinkAsync(installation, simulator, pool.Id, accounts);
        var key = await admin.CreateKeyAsync(new SaveKeyRequest { Key = new ApiKey { PoolId = pool.Id, Name = name } });
        await ServedAsync(installation, key.Secret);
        return new Seat(pool.Id, key.Key.Id, key.Secret, linked);
    }

    /// <summary>Ends the seat's key, as after a leak, and makes another.</summary>
    public static async Task<Seat> ReplaceKeyAsync(this IInstallation installation, Seat seat)
    {
        var admin = new DirectoryAdmin.DirectoryAdminClient(installation.OperatorOf("accounts"));
        await admin.RevokeKeyAsync(new RemoveRequest { Id = seat.KeyId });
        var key = await admin.CreateKeyAsync(new SaveKeyRequest { Key = new ApiKey { PoolId = seat.PoolId, Name = "replaced" } });
        await ServedAsync(installation, key.Secret);
        return seat with { KeyId = key.Key.Id, ApiKey = key.Secret };
    }

    private static async Task<IReadOnlyDictionary<string, string>> LinkAsync(
        IInstallation installation, SimulatorControl simulator, string pool, IReadOnlyList<string> accounts)
    {
        var request = new ImportRequest { PoolIds = { pool } };
        foreach (var account in accounts)
        {
            var login = await simulator.SendAsync(HttpMethod.Post, $"accounts/{account}/auth-json", new { });
            request.Files.Add(new ImportFile { Name = account, Content = ByteString.CopyFromUtf8(login.GetRawText()) });
        }

        var linking = new Linking.LinkingClient(installation.OperatorOf("accounts"));
        var results = (await linking.ImportAsync(request)).Results;
        if (results.FirstOrDefault(result => result.AccountId.Length == 0) is { } refused)
            throw new InvalidOperationException($"{refused.File} was not linked: {refused.Message}");
        return results.ToDictionary(result => result.File, result => result.AccountId);
    }

    /// <summary>The edge learns of a key from the directory's stream, a moment after the operator made it.</summary>
    private static async Task ServedAsync(IInstallation installation, string key)
    {
        using var http = new HttpClient { BaseAddress = installation.Clients };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        HttpStatusCode? last = null;
        await Eventually.TrueAsync(
            async () =>
            {
                using var answer = await http.GetAsync(new Uri("/backend-api/codex/models", UriKind.Relative));
                last = answer.StatusCode;
                return answer.IsSuccessStatusCode;
            },
            () => $"the edge knows the key; it answered {last}");
    }
}
