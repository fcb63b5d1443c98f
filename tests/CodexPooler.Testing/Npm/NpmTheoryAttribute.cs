using CodexPooler.Testing.Parts;

namespace CodexPooler.Testing.Npm;

/// <summary>A theory that needs the packages of one folder of <c>tests/npm</c>.</summary>
public sealed class NpmTheoryAttribute : PartTheoryAttribute
{
    public NpmTheoryAttribute(string name) : base(NpmCache.Find(name) is null ? NpmCache.Missing(name) : null) => Name = name;

    public string Name { get; }
}
