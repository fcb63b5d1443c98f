using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using CodexPooler.Simulator.Tests.TestData;
using Shouldly;
using Xunit;

namespace CodexPooler.Simulator.Tests.OAuth;

public sealed class AccessTokenTests
{
    [Fact]
    public async Task AccessToken_Claims_AreThoseClientsRead()
    {
        await using var simulator = await RunningSimulator.StartAsync();

        var claims = Part(simulator.Token("acct-team"), 1);

        var auth = claims["https://api.openai.com/auth"]!;
        ((string?)auth["chatgpt_account_id"]).ShouldBe("acct-team");
        ((string?)auth["chatgpt_plan_type"]).ShouldBe("team");
        ((string?)auth["chatgpt_user_id"]).ShouldBe("user-acct-team");
        ((string?)auth["chatgpt_compute_residency"]).ShouldBe("us");
        ((string?)claims["https://api.openai.com/profile"]!["email"]).ShouldBe("acct-team@simulator.invalid");
        ((long)claims["exp"]! - (long)claims["iat"]!).ShouldBe(3600);
    }

    [Fact]
    public async Task AccessToken_Signature_VerifiesWithThePublishedKey()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        var token = simulator.Token();
        var keys = JsonNode.Parse(await simulator.Http.GetStringAsync("/.well-known/jwks.json", simulator.Deadline))!["keys"]!;
        using var rsa = RSA.Create(new RSAParameters
        {
            Modulus = Base64Url.DecodeFromChars((string)keys[0]!["n"]!),
            Exponent = Base64Url.DecodeFromChars((string)keys[0]!["e"]!),
        });
        var end = token.LastIndexOf('.');

        var valid = rsa.VerifyData(Encoding.ASCII.GetBytes(token.ToCharArray(), 0, end),
            Base64Url.DecodeFromChars(token.AsSpan(end + 1)),
            HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);

        valid.ShouldBeTrue();
        ((string?)Part(token, 0)["kid"]).ShouldBe((string?)keys[0]!["kid"]);
    }

    [Fact]
    public async Task AccessToken_AfterItsLifetime_Is401TokenExpired()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var request = simulator.Request(HttpMethod.Get, "/backend-api/wham/usage");
        await simulator.ControlAsync(HttpMethod.Post, "clock", new { advance_seconds = 3601 });

        using var response = await simulator.Http.SendAsync(request, simulator.Deadline);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.GetValues("x-openai-authorization-error").ShouldBe(["token_expired"]);
    }

    [Theory]
    [InlineData("expire-token", "token_expired")]
    [InlineData("revoke-token", "token_revoked")]
    public async Task AccessToken_EndedByControl_Is401(string action, string code)
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var request = simulator.Request(HttpMethod.Get, "/backend-api/wham/usage");
        await simulator.ControlAsync(HttpMethod.Post, $"accounts/acct-plus/{action}");

        using var response = await simulator.Http.SendAsync(request, simulator.Deadline);

        response.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        response.Headers.GetValues("x-openai-authorization-error").ShouldBe([code]);
    }

    [Fact]
    public async Task AccessToken_ChangedByOneCharacter_Is401()
    {
        await using var simulator = await RunningSimulator.StartAsync();
        using var issuer = new IssuerClient(simulator);
        var token = simulator.Token();

        (await issuer.UseAsync(token[..^5] + (token[^5] == 'A' ? 'B' : 'A') + token[^4..])).ShouldBe(HttpStatusCode.Unauthorized);
        (await issuer.UseAsync(token)).ShouldBe(HttpStatusCode.OK);
    }

    private static JsonNode Part(string token, int index) => JsonNode.Parse(Base64Url.DecodeFromChars(token.Split('.')[index]))!;
}
