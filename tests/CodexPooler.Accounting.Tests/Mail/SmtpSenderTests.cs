using System.Text;
using CodexPooler.Accounting.Mail;
using CodexPooler.Testing.Npm;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Shouldly;
using Xunit;

namespace CodexPooler.Accounting.Tests.Mail;

/// <summary>The wire is proven against a server of another hand, see <see cref="MailServer"/>.</summary>
public sealed class SmtpSenderTests
{
    private static readonly AlertMessage Message = new(
        Guid.CreateVersion7(), ["ada@example.org", "bo@example.org"],
        "Codex Pooler: Größe\r\nBcc: eve@example.org " + new string('x', 80),
        "80 % used.\r\n.\r\nStill the same message.", new(2026, 4, 1, 12, 0, 0, TimeSpan.Zero));

    [NpmTheory("smtp")]
    [InlineData("StartTls")]
    [InlineData("Tls")]
    public async Task SendAsync_SecuredServer_SignsInAndDeliversTheTextAsItIs(string security)
    {
        var how = Enum.Parse<SmtpSecurity>(security);
        await using var server = await MailServer.StartAsync(how);

        await Sender(server.Options(how)).SendAsync(Message, default);

        var taken = await server.NextAsync();
        taken.GetProperty("from").GetString().ShouldBe("pooler@example.org");
        taken.GetProperty("to").EnumerateArray().Select(to => to.GetString()).ShouldBe(Message.To);
        taken.GetProperty("user").GetString().ShouldBe(MailServer.Username);
        taken.GetProperty("secure").GetBoolean().ShouldBeTrue();
        var (headers, body) = Split(taken.GetProperty("text").GetString()!);
        Encoding.UTF8.GetString(Convert.FromBase64String(body)).ShouldBe(Message.Text);
        headers.ShouldContain(header => header == $"Message-ID: <{Message.Id:N}@example.org>");
        headers.ShouldNotContain(header => header.StartsWith("Bcc"));
        headers.ShouldContain("Date: Wed, 01 Apr 2026 12:00:00 +0000");
        headers.ShouldAllBe(header => header.Length <= 78);
    }

    [NpmFact("smtp")]
    public async Task SendAsync_ServerWithoutStartTls_SaysNothingInClear()
    {
        await using var server = await MailServer.StartAsync(SmtpSecurity.None);

        var refused = await Should.ThrowAsync<MailRefusedException>(
            () => Sender(server.Options(SmtpSecurity.StartTls)).SendAsync(Message, default));

        refused.Message.ShouldContain("no STARTTLS");
        server.HasMore.ShouldBeFalse();
    }

    [NpmFact("smtp")]
    public async Task SendAsync_CertificateOfNobodyTrusted_SendsNothing()
    {
        await using var server = await MailServer.StartAsync(SmtpSecurity.StartTls);
        var options = server.Options(SmtpSecurity.StartTls);
        options.AuthorityFile = null;

        await Should.ThrowAsync<MailRefusedException>(() => Sender(options).SendAsync(Message, default));

        server.HasMore.ShouldBeFalse();
    }

    [NpmFact("smtp")]
    public async Task SendAsync_WrongPassword_IsRefusedWithoutTheServersWords()
    {
        await using var server = await MailServer.StartAsync(SmtpSecurity.StartTls);
        var options = server.Options(SmtpSecurity.StartTls);
        options.Username = "somebody";

        (await Should.ThrowAsync<MailRefusedException>(() => Sender(options).SendAsync(Message, default)))
            .Message.ShouldBe("it answered AUTH with 535");
    }

    [NpmFact("smtp")]
    public async Task SendAsync_UnprotectedRelayOnThisMachine_Delivers()
    {
        await using var server = await MailServer.StartAsync(SmtpSecurity.None);
        var options = server.Options(SmtpSecurity.None);
        options.Username = null;

        await Sender(options).SendAsync(Message, default);

        (await server.NextAsync()).GetProperty("secure").GetBoolean().ShouldBeFalse();
    }

    private static SmtpSender Sender(MailOptions settings)
    {
        var options = Options.Create(settings);
        return new(options, new MailPassword(new ServiceCollection().BuildServiceProvider(), options), TimeProvider.System);
    }

    private static (string[] Headers, string Body) Split(string text)
    {
        var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
        return (text[..end].Split("\r\n"), text[(end + 4)..]);
    }
}
