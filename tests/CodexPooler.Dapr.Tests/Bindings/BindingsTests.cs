using System.Net;
using CodexPooler.Dapr.Tests.TestData;
using Dapr;
using Shouldly;

namespace CodexPooler.Dapr.Tests.Bindings;

/// <summary>dapr/dapr pkg/api/http/http_test.go TestV1OutputBindingsEndpoints; contrib bindings/localstorage.</summary>
public sealed class BindingsTests
{
    [Fact]
    public async Task Invoke_Create_SendsOperationDataAndMetadata()
    {
        await using var sidecar = await TestSidecar.StartAsync();

        await sidecar.Client.InvokeBindingAsync(
            "billing-exports", "create", new { Total = 5 }, new Dictionary<string, string> { ["fileName"] = "a.json" });

        var call = sidecar.Sidecar.Bindings.Calls.ShouldHaveSingleItem();
        call.Operation.ShouldBe("create");
        call.Data.ShouldBe("""{"total":5}""");
        call.Metadata["fileName"].ShouldBe("a.json");
    }

    [Fact]
    public async Task Invoke_FolderBinding_WritesTheFile()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            await using var sidecar = await TestSidecar.StartAsync(
                TestSidecar.Options with { Bindings = new Dictionary<string, string?> { ["files"] = folder.FullName } });
            byte[] bytes = [0xff, 0x00, 0x01];

            var answer = await sidecar.Client.InvokeBindingAsync<byte[], Dictionary<string, string>>(
                "files", "create", bytes, new Dictionary<string, string> { ["fileName"] = "2026/01.csv" });

            answer!["fileName"].ShouldBe("2026/01.csv");
            (await File.ReadAllBytesAsync(Path.Combine(folder.FullName, "2026", "01.csv"))).ShouldBe(bytes);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    [Theory]
    [InlineData("unknown", "create")]
    [InlineData("billing-exports", "get")]
    public async Task Invoke_Refused_Is500(string binding, string operation)
    {
        await using var sidecar = await TestSidecar.StartAsync();

        var failure = await Should.ThrowAsync<DaprApiException>(() => sidecar.Client.InvokeBindingAsync(binding, operation, 1));

        failure.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        failure.ErrorCode.ShouldBe("ERR_INVOKE_OUTPUT_BINDING");
    }
}
