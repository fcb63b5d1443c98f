using CodexPooler.Dapr.Tests.TestData;
using Shouldly;

namespace CodexPooler.Dapr.Tests.State;

/// <summary>The double's shared file: what two replicas' sidecars see of one store.</summary>
public sealed class StateFileTests
{
    [Fact]
    public async Task TwoSidecars_OneFile_ShareStateAndItSurvivesThem()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var options = TestSidecar.Options with { StateFile = Path.Combine(folder.FullName, "state.json") };
            string etag;
            await using (var first = await TestSidecar.StartAsync(options))
            await using (var second = await TestSidecar.StartAsync(options))
            {
                await first.Client.SaveStateAsync(TestSidecar.Store, "key", "value");
                (_, etag) = await second.Client.GetStateAndETagAsync<string>(TestSidecar.Store, "key");
            }

            await using var third = await TestSidecar.StartAsync(options);
            (await third.Client.GetStateAndETagAsync<string>(TestSidecar.Store, "key")).ShouldBe(("value", etag));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
