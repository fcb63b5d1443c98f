using System.Security.Cryptography;
using CodexPooler.Simulator.Routes;

namespace CodexPooler.Simulator.Realtime;

/// <summary>Opens a call: an SDP offer, bare or as multipart with a session description, gets an SDP answer.</summary>
internal static class RealtimeEndpoint
{
    private const string Sdp = "application/sdp";

    public static void MapRealtime(this IEndpointRouteBuilder app) =>
        app.MapPost("/backend-api/codex/realtime/calls", CallAsync).Simulated("realtime.calls");

    private static async Task CallAsync(HttpContext context)
    {
        var offer = await OfferAsync(context.Request, context.RequestAborted);
        if (offer is null || !SdpAnswer.IsOffer(offer))
        {
            await BackendErrors.ErrorAsync(context, StatusCodes.Status400BadRequest,
                "Send an SDP offer as application/sdp, or as the sdp part of multipart/form-data.", "invalid_request_error",
                "invalid_offer", "sdp");
            return;
        }
        context.Response.StatusCode = StatusCodes.Status201Created;
        context.Response.ContentType = Sdp;
        context.Response.Headers.Location = $"/v1/realtime/calls/rtc_{RandomNumberGenerator.GetHexString(24, lowercase: true)}";
        await context.Response.WriteAsync(SdpAnswer.To(offer), context.RequestAborted);
    }

    private static async Task<string?> OfferAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        if (request.HasFormContentType)
        {
            var form = await request.ReadFormAsync(cancellationToken);
            if (form["sdp"].ToString() is { Length: > 0 } field) return field;
            return form.Files["sdp"] is { } part ? await TextAsync(part.OpenReadStream(), cancellationToken) : null;
        }
        var bare = request.ContentType?.StartsWith(Sdp, StringComparison.OrdinalIgnoreCase) == true;
        return bare ? await TextAsync(request.Body, cancellationToken) : null;
    }

    private static async Task<string> TextAsync(Stream stream, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(stream);
        return await reader.ReadToEndAsync(cancellationToken);
    }
}
