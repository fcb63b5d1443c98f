using CodexPooler.Contracts.Directory.V1;
using Google.Protobuf.WellKnownTypes;

namespace CodexPooler.Accounts.Registry.Editing;

/// <summary>What holds for every pause, of an account as of a key: it says who, why and until when.</summary>
internal static class Pauses
{
    private const int LongestReason = 1000;

    public static void Check(PauseRequest request, DateTimeOffset now)
    {
        var problems = new FieldProblems();
        problems.Require(request.Until is null || request.Until.ToDateTimeOffset() > now, "until", "lies in the past");
        problems.Require(request.Reason.Length <= LongestReason, "reason", $"must be at most {LongestReason} characters");
        problems.ThrowIfAny();
    }

    public static Pause Begin(string actor, PauseRequest request, DateTimeOffset now) => new()
    {
        By = actor,
        Reason = request.Reason,
        Until = request.Until,
        Automatic = request.Automatic,
        Since = Timestamp.FromDateTimeOffset(now),
    };

    /// <summary>A person's pause without an end stands until a person ends it.</summary>
    public static bool MayEndByItself(Pause pause, DateTimeOffset now) =>
        pause.Until is { } until ? until.ToDateTimeOffset() <= now : pause.Automatic;
}
