using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Selection;

/// <summary>The place of the chosen candidate in its view, or -1 when none is left.</summary>
internal readonly record struct SelectionResult(int Winner, ChosenBecause Because, int Survivors, bool Detour, string MovedFrom)
{
    public static readonly SelectionResult Nobody = new(-1, ChosenBecause.Unspecified, 0, false, "");
}
