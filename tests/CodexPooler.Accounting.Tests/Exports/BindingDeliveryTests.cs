using System.Security.Cryptography;
using CodexPooler.Accounting.Tests.TestData;
using CodexPooler.Contracts.Events;
using CodexPooler.Data;
using CodexPooler.SidecarDouble;
using CodexPooler.SidecarDouble.Faults;
using Dapr;
using Shouldly;
using Xunit;

namespace CodexPooler.Accounting.Tests.Exports;

/// <summary>The contract is Dapr's bindings API; the double writes files as its local storage binding does.</summary>
public sealed class BindingDeliveryTests
{
    [Fact]
    public async Task ExportAsync_WithABinding_PutsTheSameBytesUnderTheSameNames()
    {
        await using var place = await BindingPlace.StartAsync();
        await using var rig = await ExportRig.CreateAsync(DatabaseEngine.Sqlite, sidecar: place.Sidecar.HttpEndpoint);
        await rig.Ledger.WriteAsync(Facts.Random(50, seed: 3));

        var export = await rig.ExportMarchAsync();

        var names = rig.Announced.Of<BillingExportReady>().Single().Files.Select(file => file.Name).Append("SHA256SUMS").ToList();
        foreach (var name in names)
        {
            var delivered = await File.ReadAllBytesAsync(Path.Combine(place.Folder, export.FolderName, name));
            delivered.ShouldBe(await File.ReadAllBytesAsync(Path.Combine(export.Location!, name)));
        }

        var sums = await File.ReadAllLinesAsync(Path.Combine(place.Folder, export.FolderName, "SHA256SUMS"));
        foreach (var line in sums)
        {
            var file = await File.ReadAllBytesAsync(Path.Combine(place.Folder, export.FolderName, line[66..]));
            line[..64].ShouldBe(Convert.ToHexStringLower(SHA256.HashData(file)));
        }

        place.Sidecar.Bindings.Calls.ShouldAllBe(
            call => call.Operation == "create" && call.Metadata["key"] == call.Metadata["blobName"]);
    }

    [Fact]
    public async Task ExportAsync_BindingFailsHalfway_IsFinishedByTheNextCallAndAnnouncedOnce()
    {
        await using var place = await BindingPlace.StartAsync();
        await using var rig = await ExportRig.CreateAsync(DatabaseEngine.Sqlite, sidecar: place.Sidecar.HttpEndpoint);
        await rig.Ledger.WriteAsync(Facts.Turn());
        place.Sidecar.Faults.FailNext(new Fault { PathPrefix = "/v1.0/bindings" });

        await Should.ThrowAsync<DaprException>(() => rig.ExportMarchAsync());
        rig.Announced.Of<BillingExportReady>().ShouldBeEmpty();
        var export = await rig.ExportMarchAsync();
        await rig.ExportMarchAsync();

        export.DeliveredAt.ShouldNotBeNull();
        rig.Announced.Of<BillingExportReady>().ShouldHaveSingleItem();
        Directory.GetFiles(Path.Combine(place.Folder, export.FolderName)).Length.ShouldBe(5);
    }
}
