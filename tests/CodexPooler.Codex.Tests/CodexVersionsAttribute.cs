using System.Reflection;
using CodexPooler.Testing.Codex;
using Xunit.Sdk;

namespace CodexPooler.Codex.Tests;

/// <summary>The versions a theory runs on: all, or, in the normal run of a class marked so, the newest.</summary>
public sealed class CodexVersionsAttribute : DataAttribute
{
    private static readonly bool Long = Environment.GetEnvironmentVariable("CODEX_POOLER_LONG") == "1";

    public override IEnumerable<object[]> GetData(MethodInfo testMethod)
    {
        var newestOnly = testMethod.ReflectedType!.IsDefined(typeof(NewestVersionAttribute), inherit: true);
        var versions = newestOnly && !Long ? [CodexVersion.Current] : CodexVersion.All;
        return versions.Select(version => new object[] { version.Number });
    }
}
