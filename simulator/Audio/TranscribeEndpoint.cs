using System.Globalization;
using System.Text.Json.Nodes;
using CodexPooler.Simulator.Routes;

namespace CodexPooler.Simulator.Audio;

/// <summary>Multipart audio in, text out. The text names what arrived, so that a gateway's forwarding can be checked.</summary>
internal static class TranscribeEndpoint
{
    public static void MapTranscribe(this IEndpointRouteBuilder app) =>
        app.MapPost("/backend-api/transcribe", TranscribeAsync).Simulated("transcribe");

    private static async Task TranscribeAsync(HttpContext context)
    {
        if (!context.Request.HasFormContentType)
        {
            await BackendErrors.DetailAsync(context, StatusCodes.Status400BadRequest, "Send multipart/form-data");
            return;
        }
        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (form.Files["file"] is not { Length: > 0 } audio)
        {
            await BackendErrors.DetailAsync(context, StatusCodes.Status400BadRequest, "file is required");
            return;
        }
        var model = form["model"].ToString();
        context.Call().Entry.Note(row => row with { Model = model.Length == 0 ? null : model });
        var language = form["language"].ToString() is { Length: > 0 } named ? named : "en";
        await BackendErrors.WriteAsync(context, StatusCodes.Status200OK, new JsonObject
        {
            ["text"] = string.Create(CultureInfo.InvariantCulture, $"{audio.Length} bytes of speech in {language}."),
        });
    }
}
