using System.Text.Json;
using System.Text.RegularExpressions;
using CodexPooler.Simulator.Faults;
using CodexPooler.Simulator.Routes;
using CodexPooler.Testing;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.Documents;

/// <summary>docs/simulator.md names every endpoint, route and fault, and no test that is not there.</summary>
public sealed partial class SimulatorDocumentTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "simulator.md"));

    private static readonly string Paths = Nameless(Document);

    [Fact]
    public async Task Document_EveryRoute_IsNamed()
    {
        await using var simulator = await SimulatorHost.StartAsync(CancellationToken.None);

        var routes = Endpoints(simulator)
            .Select(endpoint => endpoint.Metadata.GetMetadata<SimulatedRoute>()?.Name)
            .OfType<string>();

        routes.Where(name => !Document.Contains($"`{name}`", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Document_EveryEndpoint_IsNamed()
    {
        await using var simulator = await SimulatorHost.StartAsync(CancellationToken.None);

        var paths = Endpoints(simulator).Select(endpoint => Nameless(endpoint.RoutePattern.RawText!));

        paths.Where(path => !IsNamed(path)).ShouldBeEmpty();
    }

    [Fact]
    public void Document_EveryMemberOfAFault_IsNamed()
    {
        var members = new[] { typeof(FaultEffect), typeof(StreamErrorFault), typeof(FaultRule) }
            .SelectMany(type => type.GetProperties())
            .Select(property => JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name))
            .Distinct();

        members.Where(member => !Regex.IsMatch(Document, $@"\b{member}\b")).ShouldBeEmpty();
    }

    [Fact]
    public void Document_EveryTestItNames_Exists()
    {
        var there = Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Select(Path.GetFileNameWithoutExtension)
            .ToHashSet();
        var named = TestName().Matches(Document).Select(match => match.Value).Distinct().ToArray();

        named.Length.ShouldBeGreaterThan(40);
        named.Where(name => !there.Contains(name)).ShouldBeEmpty();
    }

    private static IEnumerable<RouteEndpoint> Endpoints(SimulatorHost simulator) => simulator.Services
        .GetServices<EndpointDataSource>()
        .SelectMany(source => source.Endpoints)
        .OfType<RouteEndpoint>();

    // Tables shorten a path whose beginning stands before it in the same row.
    private static bool IsNamed(string path)
    {
        var segments = path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return Enumerable.Range(0, segments.Length)
            .Select(skipped => "/" + string.Join('/', segments[skipped..]))
            .Where(tail => tail.Any(char.IsLetter))
            .Any(tail => Regex.IsMatch(Paths, Regex.Escape(tail) + "[`?/]"));
    }

    private static string Nameless(string path) => Parameter().Replace(path, "{}");

    [GeneratedRegex(@"\{[a-z]+(?::[a-z]+)?\}")]
    private static partial Regex Parameter();

    [GeneratedRegex(@"\b[A-Z][A-Za-z]+(?:Tests|Suite|Failures)\b")]
    private static partial Regex TestName();
}
