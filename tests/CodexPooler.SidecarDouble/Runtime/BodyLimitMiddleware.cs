namespace CodexPooler.SidecarDouble.Runtime;

/// <summary>
/// pkg/api/http/middlewares_test.go TestMaxBodySizeMiddleware: 413. The body is buffered, as the real one's routes do.
/// </summary>
internal sealed class BodyLimitMiddleware(RequestDelegate next, SidecarOptions options)
{
    public async Task InvokeAsync(HttpContext context)
    {
        using var buffer = new MemoryStream();
        var chunk = new byte[16 * 1024];
        int read;
        while ((read = await context.Request.Body.ReadAsync(chunk, context.RequestAborted)) > 0)
        {
            if (buffer.Length + read > options.MaxBodySize)
            {
                context.Response.StatusCode = StatusCodes.Status413PayloadTooLarge;
                return;
            }

            buffer.Write(chunk, 0, read);
        }

        buffer.Position = 0;
        context.Request.Body = buffer;
        await next(context);
    }
}
