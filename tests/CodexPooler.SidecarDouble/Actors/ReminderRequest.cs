using System.Text.Json;

namespace CodexPooler.SidecarDouble.Actors;

internal sealed record ReminderRequest(
    string? DueTime, string? Period, string? Ttl, JsonElement? Data, bool? Overwrite, string? Callback);
