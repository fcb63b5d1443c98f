using CodexPooler.ServiceDefaults.Secrets;
using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Xunit;

namespace CodexPooler.ServiceDefaults.Tests.Secrets;

public sealed class RedactionTests
{
    [Theory]
    [InlineData("token eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJ1c2VyIn0.c2lnbmF0dXJlX2hlcmU end", "token *** end")]
    [InlineData("Authorization: Bearer abcdef0123456789", "Authorization: Bearer ***")]
    [InlineData("key sk-cp-AbCdEfGhIjKlMnOp is revoked", "key sk-*** is revoked")]
    [InlineData("GET /onboarding/invites/cxp-inv-0a1b2c3d-AbCdEfGhIjKl ends", "GET /onboarding/invites/cxp-inv-*** ends")]
    [InlineData("token cxp-op-0a1b2c3d-AbCdEfGhIjKl is revoked", "token cxp-op-*** is revoked")]
    [InlineData("GET /auth/callback?code=abc&state=xyz HTTP/1.1", "GET /auth/callback?code=***&state=*** HTTP/1.1")]
    [InlineData("Host=db;Username=pooler;Password=hunter2;Port=5432", "Host=db;Username=pooler;Password=***;Port=5432")]
    [InlineData("amqp://pooler:hunter2@rabbit:5672/", "amqp://pooler:***@rabbit:5672/")]
    [InlineData("""{"refresh_token":"rt_0123456789abcdef","x":1}""", """{"refresh_token":"***","x":1}""")]
    [InlineData("operator jane.doe@example.org signed in", "operator *** signed in")]
    [InlineData("-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----", "***")]
    public void Scrub_CredentialShapes_AreMasked(string text, string expected) => Redaction.Scrub(text).ShouldBe(expected);

    [Theory]
    [InlineData("Leaving: 3 in flight, delay 00:00:05")]
    [InlineData("http://127.0.0.1:4000/backend-api/codex/responses")]
    [InlineData("turn 0198c0de-0000-7000-8000-000000000000 settled")]
    public void Scrub_OrdinaryText_IsKept(string text) => Redaction.Scrub(text).ShouldBe(text);

    [Fact]
    public void Scrub_AnyTokenInAnyText_NeverSurvives() =>
        Check.QuickThrowOnFailure(Prop.ForAll(
            ArbMap.Default.ArbFor<NonNull<string>>(),
            Gen.Elements("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMN0123456789".ToCharArray()).ArrayOf(24).ToArbitrary(),
            (around, body) =>
            {
                var token = new string(body);
                return !Redaction.Scrub($"{around.Get} sk-{token} {around.Get}").Contains(token, StringComparison.Ordinal);
            }));

    [Fact]
    public void SecretText_ToString_IsMasked()
    {
        var secret = new SecretText("hunter2");

        $"{secret}".ShouldBe("***");
        secret.Reveal().ShouldBe("hunter2");
    }
}
