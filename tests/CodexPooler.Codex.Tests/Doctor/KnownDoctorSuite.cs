using System.Runtime.Versioning;
using CodexPooler.Testing.Codex;

namespace CodexPooler.Codex.Tests.Doctor;

/// <summary>Whoever comes from another gateway finds the doctor content here.</summary>
[UnsupportedOSPlatform("windows")]
public abstract class KnownDoctorSuite : CodexSuite
{
    [CodexTheory]
    [CodexVersions]
    public async Task Doctor_ConfigurationsOfOtherGuides_HasNothingToSayWhereTheVersionHasIt(string version)
    {
        if (Can(version).Doctor)
            await KnownDoctor.ShouldHaveNothingToSayAsync(new Uri(Target.BaseUrl, "/"), Target.ApiKey, version);
    }
}
