using System.Net;
using CodexPooler.Dapr.Tests.TestData;
using Dapr;
using Shouldly;

namespace CodexPooler.Dapr.Tests.PubSub;

/// <summary>
/// dapr/dapr pkg/api/http/http_test.go TestPubSubEndpoints; dotnet-sdk test/Dapr.Client.Test PublishEventApiTest.
/// </summary>
public sealed class PublishTests
{
    [Fact]
    public async Task Publish_PlainData_IsWrapped()
    {
        await using var sidecar = await TestSidecar.StartAsync();

        await sidecar.Client.PublishEventAsync("messages", "turns/settled", new { Tokens = 7 });

        var published = sidecar.Sidecar.Published.All.ShouldHaveSingleItem();
        published.Topic.ShouldBe("turns/settled");
        published.CloudEvent.GetProperty("data").GetRawText().ShouldBe("""{"tokens":7}""");
        published.CloudEvent.GetProperty("type").GetString().ShouldBe("com.dapr.event.sent");
        published.CloudEvent.GetProperty("source").GetString().ShouldBe("myapp");
    }

    [Fact]
    public async Task Publish_CloudEvent_KeepsItsAttributes()
    {
        await using var sidecar = await TestSidecar.StartAsync();
        var given = new CloudEvent<int>(5)
        {
            Id = "id-1",
            Source = new Uri("urn:testsource"),
            Type = "testtype",
            Subject = "testsubject",
        };

        await sidecar.Client.PublishEventAsync("messages", "topic", given);

        var envelope = sidecar.Sidecar.Published.All.ShouldHaveSingleItem().CloudEvent;
        envelope.GetProperty("id").GetString().ShouldBe("id-1");
        envelope.GetProperty("source").GetString().ShouldBe("urn:testsource");
        envelope.GetProperty("type").GetString().ShouldBe("testtype");
        envelope.GetProperty("subject").GetString().ShouldBe("testsubject");
        envelope.GetProperty("specversion").GetString().ShouldBe("1.0");
        envelope.GetProperty("data").GetInt32().ShouldBe(5);
    }

    [Fact]
    public async Task Publish_UnknownPubSub_Is404()
    {
        await using var sidecar = await TestSidecar.StartAsync();

        var failure = await Should.ThrowAsync<DaprApiException>(() => sidecar.Client.PublishEventAsync("nope", "topic"));

        failure.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        failure.ErrorCode.ShouldBe("ERR_PUBSUB_NOT_FOUND");
    }
}
