using CodexPooler.ServiceDefaults.Secrets;

namespace CodexPooler.Accounts.Linking.Flows;

/// <summary>What the issuer says about a waiting device code.</summary>
internal abstract record DeviceAnswer
{
    private DeviceAnswer()
    {
    }

    public sealed record Approved(SecretText Code, SecretText Verifier) : DeviceAnswer;

    public sealed record Waiting(TimeSpan SlowDownBy) : DeviceAnswer;

    public sealed record Refused(LinkProblem Problem) : DeviceAnswer;
}
