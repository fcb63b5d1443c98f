using CodexPooler.ServiceDefaults.Startup;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.Json;
using Shouldly;
using Xunit;

namespace CodexPooler.ServiceDefaults.Tests.Startup;

public sealed class NewBuilderTests
{
    [Fact]
    public void NewBuilder_ItsOwnFiles_AreNotWatched()
    {
        var sources = ((IConfigurationBuilder)ServiceProcess.NewBuilder().Configuration).Sources;

        sources.OfType<JsonConfigurationSource>().ToList().ShouldNotBeEmpty();
        sources.OfType<FileConfigurationSource>().ShouldAllBe(source => !source.ReloadOnChange);
    }
}
