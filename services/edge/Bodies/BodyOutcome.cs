using System.Diagnostics.CodeAnalysis;
using CodexPooler.Edge.Errors;

namespace CodexPooler.Edge.Bodies;

/// <summary>A body that was read, or why it was not.</summary>
internal readonly record struct BodyOutcome(RequestBody? Body, ClientError? Refusal)
{
    [MemberNotNullWhen(true, nameof(Body))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsRead => Body is not null;

    public static implicit operator BodyOutcome(RequestBody body) => new(body, null);

    public static implicit operator BodyOutcome(ErrorCode code) => new(null, new(code));

    public static implicit operator BodyOutcome(ClientError refusal) => new(null, refusal);
}
