using CodexPooler.ServiceDefaults.Startup;
using Microsoft.Extensions.Configuration;
using Shouldly;
using Xunit;

namespace CodexPooler.ServiceDefaults.Tests.Startup;

public sealed class ConfigurationProblemTests
{
    [Fact]
    public void Describe_MalformedJsonFile_NamesFileAndPlace()
    {
        var folder = Directory.CreateTempSubdirectory("codex-pooler-config-");
        try
        {
            var file = Path.Combine(folder.FullName, "appsettings.json");
            File.WriteAllText(file, "{\n  \"Listen\": { \"HttpPort\": }\n}");
            var failure = Should.Throw<InvalidDataException>(() => new ConfigurationBuilder().AddJsonFile(file).Build());

            var problem = ConfigurationProblem.Describe(failure);

            problem.ShouldNotBeNull();
            problem.What.ShouldContain(file);
            problem.What.ShouldContain("LineNumber: 1");
            problem.Setting.ShouldBe(file);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
