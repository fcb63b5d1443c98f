namespace CodexPooler.Accounts.Tests.TestData;

internal sealed class TempFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("accounts-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
