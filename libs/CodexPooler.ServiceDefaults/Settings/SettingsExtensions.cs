using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CodexPooler.ServiceDefaults.Settings;

public static class SettingsExtensions
{
    /// <summary>Binds a section, validates it at start and makes its keys known, so that a misspelt one is refused.</summary>
    public static OptionsBuilder<TOptions> AddSettings<TOptions>(this IHostApplicationBuilder builder, string section)
        where TOptions : class
    {
        builder.DeclareSettings<TOptions>(section);
        builder.Services.AddSingleton<IValidateOptions<TOptions>>(new SettingsValidator<TOptions>(section));
        return builder.Services.AddOptions<TOptions>().Bind(builder.Configuration.GetSection(section)).ValidateOnStart();
    }

    /// <summary>Makes the keys of a section known without binding it.</summary>
    public static void DeclareSettings<TOptions>(this IHostApplicationBuilder builder, string section) =>
        SettingsCatalog.Of(builder).Declare(section, typeof(TOptions));

    /// <summary>Binds and validates a section at once, for what decides how services are registered.</summary>
    public static TOptions ReadSettings<TOptions>(this IHostApplicationBuilder builder, string section)
        where TOptions : class, new()
    {
        builder.DeclareSettings<TOptions>(section);
        var options = new TOptions();
        builder.Configuration.GetSection(section).Bind(options);
        var result = new SettingsValidator<TOptions>(section).Validate(Options.DefaultName, options);
        return result.Failed ? throw new OptionsValidationException(section, typeof(TOptions), result.Failures) : options;
    }
}
