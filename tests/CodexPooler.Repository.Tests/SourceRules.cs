using System.Text.RegularExpressions;
using Shouldly;

namespace CodexPooler.Repository.Tests;

public sealed partial class SourceRules
{
    private const int LongestFile = 400;

    [Fact]
    public void EveryFile_IsAtMost400Lines() =>
        RepositoryRoot.SourceFiles().Where(file => File.ReadLines(file).Count() > LongestFile).ShouldBeEmpty();

    [Fact]
    public void NoFile_LeavesWorkUndone() =>
        Offenders(Undone()).ShouldBeEmpty();

    [Fact]
    public void NoTest_IsSkippedByHand() =>
        Offenders(HandSkipped()).ShouldBeEmpty();

    [Fact]
    public void NoTest_Sleeps() =>
        Offenders(Sleeping(), "tests").ShouldBeEmpty();

    [Fact]
    public void EveryFile_IsNamedAfterATypeInIt() =>
        RepositoryRoot.SourceFiles()
            .Where(
                file => Path.GetFileName(file) is not ("Program.cs" or "AssemblyInfo.cs" or "GlobalUsings.cs" or "Assembly.cs"))
            .Where(file => !File.ReadAllText(file).Contains(TypeName(file), StringComparison.Ordinal))
            .ShouldBeEmpty();

    // A generic type beside its plain namesake has OfT in its file's name.
    private static string TypeName(string file) => OfT().Replace(Path.GetFileName(file).Split('.')[0], "");

    private static List<string> Offenders(Regex pattern, string? onlyBelow = null) =>
        [.. RepositoryRoot.SourceFiles()
            .Where(file => !file.EndsWith("SourceRules.cs", StringComparison.Ordinal))
            .Where(file => onlyBelow is null
                || Path.GetRelativePath(RepositoryRoot.Path, file).StartsWith(onlyBelow, StringComparison.Ordinal))
            .Where(file => pattern.IsMatch(File.ReadAllText(file)))];

    // Spelt in halves so that the rule does not find itself.
    [GeneratedRegex("TO" + "DO|FIX" + "ME|Not" + "Implemented", RegexOptions.CultureInvariant)]
    private static partial Regex Undone();

    [GeneratedRegex("\\(Skip\\s*=\\s*\"", RegexOptions.CultureInvariant)]
    private static partial Regex HandSkipped();

    [GeneratedRegex(@"(OfT\w*)+$", RegexOptions.CultureInvariant)]
    private static partial Regex OfT();

    [GeneratedRegex(@"Thread\.Sleep\(", RegexOptions.CultureInvariant)]
    private static partial Regex Sleeping();
}
