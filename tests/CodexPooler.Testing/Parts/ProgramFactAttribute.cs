namespace CodexPooler.Testing.Parts;

/// <summary>A fact that needs a program of a Debian package.</summary>
public sealed class ProgramFactAttribute : PartFactAttribute
{
    public ProgramFactAttribute(string program, string package)
        : base(TestParts.FindProgram(program) is null ? $"{program} is not on the PATH: apt-get install {package}" : null)
    {
        Program = program;
        Package = package;
    }

    public string Program { get; }

    public string Package { get; }
}
