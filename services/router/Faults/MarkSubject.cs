using System.Globalization;
using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Faults;

internal static class MarkSubject
{
    public static string Route(string model, RouteClass route) =>
        string.Create(CultureInfo.InvariantCulture, $"{model}|{(int)route}");
}
