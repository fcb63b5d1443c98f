using CodexPooler.Contracts.Directory.V1;
using CodexPooler.Contracts.Routing.V1;

namespace CodexPooler.Routing.Selection;

internal static class ServingModes
{
    public static ServingMode Of(Pool pool, string model, ModelOffer? offer) =>
        pool.Dialects.GetValueOrDefault(model, ServingDialect.Auto) switch
        {
            ServingDialect.Lite => ServingMode.Lite,
            ServingDialect.Full => ServingMode.Full,
            _ => offer is { Lite: true } ? ServingMode.Lite : ServingMode.Full,
        };
}
