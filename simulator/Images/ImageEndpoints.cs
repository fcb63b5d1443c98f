using System.Text.Json.Nodes;
using CodexPooler.Simulator.Ledger;
using CodexPooler.Simulator.Routes;
using CodexPooler.Simulator.Time;

namespace CodexPooler.Simulator.Images;

internal static class ImageEndpoints
{
    private static readonly Dictionary<string, (int Width, int Height)> Sizes = new()
    {
        [""] = (1024, 1024),
        ["auto"] = (1024, 1024),
        ["1024x1024"] = (1024, 1024),
        ["1024x1536"] = (1024, 1536),
        ["1536x1024"] = (1536, 1024),
    };

    public static void MapImages(this IEndpointRouteBuilder app)
    {
        app.MapPost("/backend-api/codex/images/generations", GenerateAsync).Simulated("images.generations");
        app.MapPost("/backend-api/codex/images/edits", EditAsync).Simulated("images.edits");
    }

    private static async Task GenerateAsync(HttpContext context, SimulatorClock clock)
    {
        if (await JsonBody.ReadAsync(context) is not { } body) return;
        await AnswerAsync(context, body, Problem(body), level: 0x80, clock);
    }

    private static async Task EditAsync(HttpContext context, SimulatorClock clock)
    {
        if (await JsonBody.ReadAsync(context) is not { } body) return;
        var problem = body["images"] is JsonArray { Count: > 0 } ? Problem(body) : "images must name at least one image";
        await AnswerAsync(context, body, problem, level: 0xC0, clock);
    }

    private static string? Problem(JsonObject body) => body switch
    {
        _ when body.Text("prompt").Length == 0 => "prompt is required",
        _ when body.Text("model").Length == 0 => "model is required",
        _ when body["n"] is { } n && n.ToString() != "1" => "n must be 1",
        _ when !Sizes.ContainsKey(body.Text("size")) => "size must be auto, 1024x1024, 1024x1536 or 1536x1024",
        _ => null,
    };

    private static Task AnswerAsync(HttpContext context, JsonObject body, string? problem, byte level, SimulatorClock clock)
    {
        if (problem is not null) return BackendErrors.DetailAsync(context, StatusCodes.Status400BadRequest, problem);
        var (width, height) = Sizes[body.Text("size")];
        var usage = new TokenUsage(Input: body.Text("prompt").Length / 4 + 1, 0, 0, Output: width * height / 768, 0);
        context.Call().Entry.Note(row => row with { Model = body.Text("model"), Usage = usage });
        return BackendErrors.WriteAsync(context, StatusCodes.Status200OK, new JsonObject
        {
            ["created"] = clock.GetUtcNow().ToUnixTimeSeconds(),
            ["background"] = "opaque",
            ["output_format"] = "png",
            ["size"] = $"{width}x{height}",
            ["data"] = new JsonArray(new JsonObject
            {
                ["b64_json"] = Convert.ToBase64String(PngImage.Draw(width, height, level)),
            }),
            ["usage"] = new JsonObject
            {
                ["input_tokens"] = usage.Input,
                ["output_tokens"] = usage.Output,
                ["total_tokens"] = usage.Total,
            },
        });
    }
}
