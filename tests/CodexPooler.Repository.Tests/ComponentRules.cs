using System.Text.RegularExpressions;
using Shouldly;

namespace CodexPooler.Repository.Tests;

/// <summary>
/// The manifests in components/ against the Dapr custom resources' rules and against the names in our own code.
/// </summary>
public sealed partial class ComponentRules
{
    private static readonly string[] Services = ["edge", "router", "accounts", "accounting", "console"];

    private static readonly (string File, string Text)[] Manifests =
    [
        .. Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "components"), "*.yaml", SearchOption.AllDirectories)
            .Select(file => (Path.GetRelativePath(RepositoryRoot.Path, file), File.ReadAllText(file))),
    ];

    [Fact]
    public void EveryManifest_IsOfAKnownKindAndVersion()
    {
        Manifests.ShouldNotBeEmpty();
        foreach (var (file, text) in Manifests)
        {
            text.ShouldContain("apiVersion: dapr.io/v1alpha1\n", Case.Sensitive, file);
            Kind().Match(text).Groups[1].Value.ShouldBeOneOf("Component", "Configuration", "Resiliency");
            Scopes().Matches(text).SelectMany(hit => hit.Groups[1].Value.Split(", ")).ShouldBeSubsetOf(Services, file);
        }
    }

    [Fact]
    public void EveryComponent_HasTypeVersionMetadataAndScopes()
    {
        foreach (var (file, text) in Manifests.Where(manifest => Kind().Match(manifest.Text).Groups[1].Value == "Component"))
            Component().IsMatch(text).ShouldBeTrue(file);
    }

    [Theory]
    [InlineData("codex-pooler-secrets", "services/accounts/Tokens/Vaults/VaultOptions.cs")]
    [InlineData("codex-pooler-keys", "services/accounts/Tokens/Vaults/VaultOptions.cs")]
    [InlineData("router-state", "services/router/Continuity/PinOptions.cs")]
    [InlineData("billing-exports", "services/accounting/Exports/ExportOptions.cs")]
    public void Component_IsNamedAsTheServicesOptionsNameIt(string name, string options)
    {
        Manifests.ShouldContain(manifest => manifest.Text.Contains($"\n  name: {name}\n", StringComparison.Ordinal));
        File.ReadAllText(Path.Combine(RepositoryRoot.Path, options)).ShouldContain(name);
    }

    [Fact]
    public void AccessControl_NamesServicesOfTheContracts()
    {
        var contracts = Directory.GetFiles(Path.Combine(RepositoryRoot.Path, "protos"), "*.proto", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .SelectMany(text => Contract().Matches(text)
                .Select(hit => $"{Package().Match(text).Groups[1].Value}.{hit.Groups[1].Value}"));
        var named = Manifests.SelectMany(manifest => Operation().Matches(manifest.Text)).Select(hit => hit.Groups[1].Value)
            .ToList();
        named.ShouldNotBeEmpty();
        named.ShouldBeSubsetOf(contracts);
    }

    [GeneratedRegex(@"^kind: (\w+)$", RegexOptions.Multiline)]
    private static partial Regex Kind();

    [GeneratedRegex(@"^scopes: \[(.+)\]$", RegexOptions.Multiline)]
    private static partial Regex Scopes();

    [GeneratedRegex(@"\nspec:\n  type: [a-z0-9.-]+\n  version: v\d\n  metadata:(?: \[\]|\n    - )[\s\S]*\nscopes: \[")]
    private static partial Regex Component();

    [GeneratedRegex(@"^service (\w+)", RegexOptions.Multiline)]
    private static partial Regex Contract();

    [GeneratedRegex(@"^package ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Package();

    [GeneratedRegex(@"name: /([\w.]+)/\*")]
    private static partial Regex Operation();
}
