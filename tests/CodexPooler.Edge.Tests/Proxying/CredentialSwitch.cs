namespace CodexPooler.Edge.Tests.Proxying;

internal sealed class CredentialSwitch
{
    public bool FirstTokenIsWorthless { get; set; }
}
