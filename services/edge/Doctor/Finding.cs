namespace CodexPooler.Edge.Doctor;

/// <summary>One line of the report.</summary>
internal sealed record Finding(Verdict Verdict, string Check, string Details);
