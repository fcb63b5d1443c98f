using System.Text.Json;
using CodexPooler.Simulator.Responses.Turns;

namespace CodexPooler.Simulator.Responses.Requests;

/// <summary>The 400s about the input as a whole.</summary>
internal static class InputRules
{
    public static Refusal? Check(InputScan input, TurnContext context, JsonElement body)
    {
        foreach (var item in input.Sealed)
        {
            if (!EncryptedContent.BelongsTo(item.EncryptedContent, context.Account.OrganizationId, out var why))
            {
                return Refusal.Invalid(
                    $"The encrypted content for item {item.ItemId} could not be verified. Reason: {why}",
                    "invalid_encrypted_content",
                    "input");
            }
        }
        var compacts = input.EndsInCompactionTrigger || context.Kind == TurnKind.Compact;
        if (!compacts && input.UnansweredCalls.FirstOrDefault() is { } call)
        {
            return Refusal.Invalid($"No tool output found for function call {call}.", param: "input");
        }
        if (input.Images.Any(image => !image.Valid))
        {
            return Refusal.Invalid(
                "The image data you provided does not represent a valid image. Please check your input and try again.",
                "invalid_value",
                "input");
        }
        var wantsJson = body.Child("text")?.Child("format")?.Text("type") == "json_object";
        return wantsJson && !input.MentionsJson
            ? Refusal.Invalid(
                "Response input messages must contain the word 'json' in some form to use 'text.format' of type 'json_object'.",
                param: "input")
            : null;
    }
}
