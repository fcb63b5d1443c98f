using CodexPooler.Simulator.Audio;
using CodexPooler.Simulator.Files;
using CodexPooler.Simulator.Images;
using CodexPooler.Simulator.Memories;
using CodexPooler.Simulator.Realtime;
using CodexPooler.Simulator.SavedResets;
using CodexPooler.Simulator.Search;
using CodexPooler.Simulator.Usage;

namespace CodexPooler.Simulator.Routes;

internal static class AroundTheTurn
{
    /// <summary>Everything the backend serves beside responses and models.</summary>
    public static void MapAroundTheTurn(this IEndpointRouteBuilder app)
    {
        app.MapUsage();
        app.MapAccountRoutes();
        app.MapSavedResets();
        app.MapFiles();
        app.MapTranscribe();
        app.MapImages();
        app.MapRealtime();
        app.MapSearch();
        app.MapMemories();
    }
}
