using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.Extensions.Options;

namespace CodexPooler.ServiceDefaults.Settings;

/// <summary>Validates data annotations, nested objects too, and words each failure for the operator.</summary>
internal sealed class SettingsValidator<TOptions>(string section) : IValidateOptions<TOptions>
    where TOptions : class
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        var failures = Check(section, options).ToList();
        return failures.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(failures);
    }

    private static IEnumerable<string> Check(string path, object options)
    {
        foreach (var property in SettingsCatalog.SettingsOf(options.GetType()))
        {
            var value = property.GetValue(options);
            var key = $"{path}:{property.Name}";
            foreach (var failure in Failures(key, property, value, options)) yield return failure;
            if (value is null || !SettingsCatalog.IsNested(property.PropertyType)) continue;
            foreach (var failure in Check(key, value)) yield return failure;
        }

        if (options is not IValidatableObject self) yield break;
        foreach (var result in self.Validate(new ValidationContext(options)))
        {
            var key = result.MemberNames.FirstOrDefault() is { } member ? $"{path}:{member}" : path;
            yield return SettingProblem.Of(key, null, result.ErrorMessage ?? "is not valid").ToString();
        }
    }

    private static IEnumerable<string> Failures(string key, PropertyInfo property, object? value, object options)
    {
        var context = new ValidationContext(options) { MemberName = property.Name, DisplayName = key };
        foreach (var rule in property.GetCustomAttributes<ValidationAttribute>())
        {
            if (rule.GetValidationResult(value, context) is null) continue;
            yield return SettingProblem.Of(key, value, Wording(rule, key)).ToString();
        }
    }

    private static string Wording(ValidationAttribute rule, string key) => rule switch
    {
        RequiredAttribute => "must be set",
        RangeAttribute range => $"is outside {range.Minimum} to {range.Maximum}",
        AllowedValuesAttribute allowed => $"is not one of {string.Join(", ", allowed.Values)}",
        UrlAttribute => "is not an address such as http://host:port",
        _ => "is refused: " + rule.FormatErrorMessage(key),
    };
}
