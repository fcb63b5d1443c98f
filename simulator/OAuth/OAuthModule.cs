using CodexPooler.Simulator.Accounts;
using CodexPooler.Simulator.Control;

namespace CodexPooler.Simulator.OAuth;

internal static class OAuthModule
{
    public static IServiceCollection AddOAuth(this IServiceCollection services) => services
        .AddStateful<IssuerScript>()
        .AddStateful<JwtAccessTokens>()
        .AddSingleton<IAccessTokens>(provider => provider.GetRequiredService<JwtAccessTokens>())
        .AddStateful<RefreshTokens>()
        .AddStateful<AuthorizationCodes>()
        .AddStateful<DeviceLogins>()
        .AddSingleton<TokenIssuer>()
        .AddSingleton<OAuthGrants>();

    public static void MapOAuth(this IEndpointRouteBuilder app)
    {
        app.MapAuthorize();
        app.MapDeviceLogin();
        app.MapToken();
        app.MapOAuthControl();
    }
}
