using System.Runtime.CompilerServices;
using CodexPooler.Testing.Runs;

namespace CodexPooler.Testing;

/// <summary>Part of every test assembly: the first thing that runs of it.</summary>
internal static class TestRunStart
{
    [ModuleInitializer]
    internal static void Begin() => TestRun.Begin();
}
