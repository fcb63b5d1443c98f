using System.Text.Json;
using CodexPooler.Dapr.Tests.TestData;
using CodexPooler.Testing.Time;
using Shouldly;

namespace CodexPooler.Dapr.Tests.Actors;

public sealed class ReminderTests
{
    [Fact]
    public async Task Register_WithPeriod_FiresOnTime()
    {
        await using var app = await StartAsync();

        await app.Counter("1").RemindAsync(
            new Reminding("refresh", "epoch 7", TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10)));
        app.Time.Advance(TimeSpan.FromMinutes(5));
        (await app.Probe.NextAsync()).ShouldBe("reminder refresh epoch 7 00:05:00 00:10:00");
        app.Time.Advance(TimeSpan.FromMinutes(10));
        (await app.Probe.NextAsync()).ShouldBe("reminder refresh epoch 7 00:05:00 00:10:00");

        await app.Counter("1").ForgetAsync("refresh");
        app.Sidecar.Actors.IsActive("Counter", "1").ShouldBeTrue();
        (await app.Counter("1").LookUpAsync("refresh")).ShouldBeNull();
    }

    [Fact]
    public async Task Register_WireFormat_IsTheSdks()
    {
        await using var app = await StartAsync();

        await app.Counter("1").RemindAsync(new Reminding("r", "x", TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(-1)));

        var fired = app.Probe.NextAsync();
        app.Time.Advance(TimeSpan.FromMilliseconds(20));
        (await fired).ShouldBe("reminder r x 00:00:00.0200000 -00:00:00.0010000");
    }

    [Fact]
    public async Task LookUp_Registered_TellsWhatWasAsked()
    {
        await using var app = await StartAsync();

        await app.Counter("1").RemindAsync(new Reminding("r", "state", TimeSpan.FromMinutes(1), TimeSpan.FromHours(30)));

        (await app.Counter("1").LookUpAsync("r")).ShouldBe("00:01:00 1.06:00:00 state");
    }

    // At least once: a failed delivery comes again, three times at most (pkg/actors: scheduler failure policy).
    [Fact]
    public async Task Fire_Fails_ComesAgain()
    {
        await using var app = await StartAsync();
        app.Probe.FailReminders = 1;
        await app.Counter("1").RemindAsync(new Reminding("r", null, TimeSpan.Zero, TimeSpan.FromMilliseconds(-1)));
        app.Time.Advance(TimeSpan.Zero);
        var first = await app.Probe.NextAsync();

        var again = app.Probe.NextAsync();
        await Eventually.TrueAsync(
            () =>
            {
                app.Time.Advance(TimeSpan.FromSeconds(1));
                return again.IsCompleted;
            },
            "the reminder comes again");

        (await again).ShouldBe(first);
    }

    [Fact]
    public async Task Timer_Fires_CallsTheCallbackWhileActive()
    {
        await using var app = await StartAsync();

        await app.Counter("1").TickAsync(TimeSpan.FromSeconds(10));
        app.Time.Advance(TimeSpan.FromSeconds(10));

        (await app.Probe.NextAsync()).ShouldBe("tick tock");
    }

    // tests/integration/suite/actors/reminders: only an app that hosts the type may register.
    [Fact]
    public async Task Register_UnhostedType_Is403()
    {
        await using var app = await StartAsync();
        using var http = new HttpClient { BaseAddress = app.Sidecar.HttpEndpoint };

        using var response = await http.PutAsync("/v1.0/actors/Nobody/1/reminders/r", new StringContent("""{"dueTime":"1s"}"""));

        ((int)response.StatusCode).ShouldBe(403);
        JsonElement.Parse(await response.Content.ReadAsStringAsync()).GetProperty("errorCode").GetString()
            .ShouldBe("ERR_ACTOR_REMINDER_NON_HOSTED");
    }

    private static async Task<ActorApp> StartAsync()
    {
        var app = await ActorApp.StartAsync();
        await app.Counter("1").ReadAsync();
        await app.Probe.NextAsync();
        return app;
    }
}
