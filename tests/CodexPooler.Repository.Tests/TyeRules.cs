using System.Text.RegularExpressions;
using Shouldly;

namespace CodexPooler.Repository.Tests;

/// <summary>Tye's published schema: known root keys, DNS-legal unique service names, existing projects, named bindings.</summary>
public sealed partial class TyeRules
{
    private static readonly string[] Known =
    [
        "name", "solution", "namespace", "network", "registry", "containerEngine", "dashboardPort", "ingress", "services",
        "extensions",
    ];

    private readonly TyeManifest _manifest = new();

    [Fact]
    public void RootKeys_AreThoseOfTheSchema() => _manifest.RootKeys.ShouldBeSubsetOf(Known);

    [Fact]
    public void Services_AreTheFiveAndTheBroker() =>
        _manifest.Services.Select(service => service.Name)
            .ShouldBe(["edge", "router", "accounts", "accounting", "console", "rabbitmq"]);

    [Fact]
    public void Ports_AreUniqueAndTheServicesOwn()
    {
        _manifest.Services.SelectMany(service => TyeManifest.Bindings(service.Body)).Select(binding => binding.Port)
            .ShouldBeUnique();
        foreach (var (_, body) in _manifest.Services.Where(service => TyeManifest.Project(service.Body) is not null))
        {
            var project = Path.Combine(RepositoryRoot.Path, TyeManifest.Project(body)!);
            File.Exists(project).ShouldBeTrue(project);
            var listeners = Listeners().Match(File.ReadAllText(Path.Combine(Path.GetDirectoryName(project)!, "Program.cs")));
            TyeManifest.Bindings(body).ShouldBe(
                [("grpc", int.Parse(listeners.Groups[2].Value)), ("http", int.Parse(listeners.Groups[1].Value))], project);
        }
    }

    [GeneratedRegex(@"AddListeners\(httpPort: (\d+), grpcPort: (\d+)\)")]
    private static partial Regex Listeners();
}
