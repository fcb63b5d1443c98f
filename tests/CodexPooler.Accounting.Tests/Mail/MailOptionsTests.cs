using System.ComponentModel.DataAnnotations;
using CodexPooler.Accounting.Mail;
using Shouldly;
using Xunit;

namespace CodexPooler.Accounting.Tests.Mail;

public sealed class MailOptionsTests
{
    [Fact]
    public void Validate_NoHost_NeedsNothing() => Problems(new()).ShouldBeEmpty();

    [Fact]
    public void Validate_HostAlone_NeedsASender() =>
        Problems(new() { Host = "mail" }).ShouldHaveSingleItem().ShouldContain("address");

    [Fact]
    public void Validate_UserWithoutPassword_IsRefused() => Problems(
        new() { Host = "mail", From = "a@example.org", Username = "a" })
        .ShouldHaveSingleItem().ShouldContain("PasswordFile or Secret");

    [Fact]
    public void Validate_PasswordInClear_IsRefused() => Problems(
        new() { Host = "mail", From = "a@example.org", Username = "a", Secret = "s", Security = SmtpSecurity.None })
        .ShouldHaveSingleItem().ShouldContain("in clear");

    [Theory]
    [InlineData("a@example.org", true)]
    [InlineData("Ada <a@example.org>", false)]
    [InlineData("a@example.org\r\nRCPT TO:<b@example.org>", false)]
    [InlineData("a b@example.org", false)]
    [InlineData("a@exämple.org", false)]
    [InlineData("nobody", false)]
    public void IsUsable_Address_OnlyWhatFitsIntoACommand(string address, bool usable) =>
        MailAddresses.IsUsable(address).ShouldBe(usable);

    private static IEnumerable<string> Problems(MailOptions options) =>
        options.Validate(new ValidationContext(options)).Select(problem => problem.ErrorMessage!);
}
