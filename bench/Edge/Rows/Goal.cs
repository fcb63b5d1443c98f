using System.Globalization;

namespace CodexPooler.Bench.Edge.Rows;

/// <summary>One figure a row must reach.</summary>
internal sealed record Goal(string What, Func<RowResult, double> Value, double Must, double Aim, bool AtLeast = false)
{
    /// <summary>Processor time beside another proxy's, in the same round; the middle of the rounds.</summary>
    public static Goal Ratio(string other, double must, double aim) =>
        new($"CPU / {other}", result => result.Ratio("edge", other), must, aim);

    public static Goal Below(string other, double must, double aim) =>
        new($"{other} / CPU", result => result.Ratio(other, "edge"), must, aim, AtLeast: true);

    public bool IsMet(double value) => AtLeast ? value >= Must : value <= Must;

    public string Describe(RowResult result)
    {
        var value = Value(result);
        var sign = AtLeast ? ">=" : "<=";
        var verdict = double.IsNaN(value) ? "not measured" : IsMet(value) ? Reached(value) ? "aim reached" : "met" : "MISSED";
        return string.Create(
            CultureInfo.InvariantCulture, $"{What,-24} {value,9:0.00}   must {sign} {Must}, aim {sign} {Aim}: {verdict}");
    }

    private bool Reached(double value) => AtLeast ? value >= Aim : value <= Aim;
}
