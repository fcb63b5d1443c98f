using System.Text.Json.Nodes;
using CodexPooler.Simulator.Control;
using CodexPooler.Simulator.Routes;

namespace CodexPooler.Simulator.Files;

/// <summary>Create, put the bytes to the upload URL, finalise.</summary>
internal static class FileEndpoints
{
    private const long MaxFileBytes = 512L * 1024 * 1024;

    public static IServiceCollection AddFiles(this IServiceCollection services) => services.AddStateful<FileShelf>();

    public static void MapFiles(this IEndpointRouteBuilder app)
    {
        app.MapPost("/backend-api/files", CreateAsync).Simulated("files.create");
        // The upload URL is pre-signed: it needs no bearer.
        app.MapPut("/files/upload/{id}", UploadAsync).Simulated("files.upload", anonymous: true);
        app.MapPost("/backend-api/files/{id}/uploaded", FinaliseAsync).Simulated("files.uploaded");
        app.MapPut("/_control/files/pending-polls/{count:int}", (int count, FileShelf shelf) =>
        {
            shelf.PendingPolls = count;
            return Results.NoContent();
        });
    }

    private static async Task CreateAsync(HttpContext context, FileShelf shelf)
    {
        if (await JsonBody.ReadAsync(context) is not { } body) return;
        var size = long.TryParse(body.Text("file_size"), out var bytes) ? bytes : -1;
        var problem = (body.Text("file_name"), body.Text("use_case"), size) switch
        {
            ("", _, _) => "file_name is required",
            (_, "", _) => "use_case is required",
            (_, _, < 0) => "file_size must be a number of bytes",
            (_, _, > MaxFileBytes) => "file_size is above the limit",
            _ => null,
        };
        if (problem is not null)
        {
            await BackendErrors.DetailAsync(context, StatusCodes.Status400BadRequest, problem);
            return;
        }
        var file = shelf.Create(context.Call().Account.Id, body.Text("file_name"), size, body.Text("use_case"));
        await BackendErrors.WriteAsync(context, StatusCodes.Status200OK, new JsonObject
        {
            ["status"] = "success",
            ["file_id"] = file.Id,
            ["upload_url"] = $"{context.Request.Scheme}://{context.Request.Host}/files/upload/{file.Id}?sig={file.UploadKey}",
        });
    }

    private static async Task UploadAsync(HttpContext context, string id, FileShelf shelf)
    {
        if (shelf.FindUpload(id, context.Request.Query["sig"].ToString()) is not { } file)
        {
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        var received = 0L;
        var buffer = new byte[64 * 1024];
        for (int read; (read = await context.Request.Body.ReadAsync(buffer, context.RequestAborted)) > 0;) received += read;
        shelf.Put(file with { UploadedBytes = received, MimeType = context.Request.ContentType ?? file.MimeType });
        context.Response.StatusCode = StatusCodes.Status201Created;
    }

    private static Task FinaliseAsync(HttpContext context, string id, FileShelf shelf)
    {
        if (shelf.Find(context.Call().Account.Id, id) is not { } file)
            return BackendErrors.DetailAsync(context, StatusCodes.Status404NotFound, "File not found");
        if (file.UploadedBytes is null || file.PendingPolls > 0)
        {
            if (file.UploadedBytes is not null) shelf.Put(file with { PendingPolls = file.PendingPolls - 1 });
            return BackendErrors.WriteAsync(context, StatusCodes.Status200OK, new JsonObject { ["status"] = "retry" });
        }
        if (file.UploadedBytes != file.Size)
            return BackendErrors.DetailAsync(
                context, StatusCodes.Status400BadRequest, $"Uploaded {file.UploadedBytes} bytes of {file.Size}");
        shelf.Put(file with { Finalised = true });
        return BackendErrors.WriteAsync(context, StatusCodes.Status200OK, new JsonObject
        {
            ["status"] = "success",
            ["file_name"] = file.Name,
            ["mime_type"] = file.MimeType,
            ["file_size_bytes"] = file.Size,
            ["download_url"] = null,
        });
    }
}
