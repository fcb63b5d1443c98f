using System.Text.Json;

namespace CodexPooler.Simulator.Control;

internal static class ControlBody
{
    /// <summary>Reads the body and runs the action; a body that cannot be read answers 400 saying why.</summary>
    public static async Task<IResult> HandleAsync<T>(HttpContext context, Func<T, IResult> action)
        where T : class
    {
        try
        {
            var body = await context.Request.ReadFromJsonAsync<T>(ControlJson.Options, context.RequestAborted);
            return body is null ? Refuse("The body must be a JSON object.") : action(body);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return Refuse(exception.Message);
        }
    }

    public static IResult Json(object value, int status = StatusCodes.Status200OK) =>
        Results.Json(value, ControlJson.Options, statusCode: status);

    public static IResult Refuse(string message) => Json(new { error = message }, StatusCodes.Status400BadRequest);
}
