using System.Globalization;
using CodexPooler.Contracts.Routing.V1;
using CodexPooler.Routing.State;

namespace CodexPooler.Routing.Leases;

/// <summary>Made of the turn and the attempt, so that asking twice can only ever name the same lease, on any replica.</summary>
internal readonly record struct LeaseId(TurnId Turn, int Attempt)
{
    public static LeaseId Of(LeaseFact fact) => new(new TurnId(fact.TurnHigh, fact.TurnLow), fact.Attempt);

    public static bool TryParse(string text, out LeaseId id)
    {
        id = default;
        var dot = text.LastIndexOf('.');
        if (dot < 0 || !TurnId.TryParse(text.AsSpan(0, dot), out var turn))
            return false;
        if (!int.TryParse(text.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var attempt))
            return false;

        id = new LeaseId(turn, attempt);
        return true;
    }

    public override int GetHashCode() => Turn.GetHashCode() + Attempt;

    public override string ToString()
    {
        Span<char> text = stackalloc char[48];
        var length = Turn.Format(text);
        text[length++] = '.';
        Attempt.TryFormat(text[length..], out var digits, default, CultureInfo.InvariantCulture);
        return new string(text[..(length + digits)]);
    }
}
