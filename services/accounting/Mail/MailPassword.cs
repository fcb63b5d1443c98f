using CodexPooler.ServiceDefaults.Secrets;
using Dapr;
using Dapr.Client;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace CodexPooler.Accounting.Mail;

/// <summary>The mail server's password, read anew for each message: a changed one needs no restart.</summary>
internal sealed class MailPassword(IServiceProvider services, IOptions<MailOptions> options)
{
    public async Task<SecretText> ReadAsync(CancellationToken cancellationToken)
    {
        var settings = options.Value;
        try
        {
            return settings.PasswordFile is { } file
                ? new((await File.ReadAllTextAsync(file, cancellationToken)).TrimEnd('\r', '\n'))
                : await SecretAsync(settings, cancellationToken);
        }
        catch (Exception failure) when (failure is DaprException or HttpRequestException or UnauthorizedAccessException)
        {
            throw new MailRefusedException("its password cannot be read", failure);
        }
    }

    private async Task<SecretText> SecretAsync(MailOptions settings, CancellationToken cancellationToken)
    {
        var secret = await services.GetRequiredService<DaprClient>().GetSecretAsync(
            settings.SecretStore, settings.Secret!, cancellationToken: cancellationToken);
        return secret.TryGetValue(settings.SecretKey, out var password)
            ? new(password)
            : throw new MailRefusedException($"secret '{settings.Secret}' has no '{settings.SecretKey}'");
    }
}
