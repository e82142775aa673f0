using System.Text;
using Allocator.Readiness;
using FsCheck;
using FsCheck.Fluent;

namespace Allocator.Tests.Readiness;

public sealed class SecretRedactorTests
{
    [Theory]
    [InlineData("password=hunter22 accepted", "password=*** accepted")]
    [InlineData("aHVudGVyMjI= and aHVudGVyMjI", "*** and ***")]
    [InlineData("postgres://a:p%40ss%2Fword@host", "postgres://a:***@host")]
    [InlineData("""{"p":"say \"hi\""}""", """{"p":"***"}""")]
    [InlineData("abc", "abc")]
    [InlineData("-----BEGIN KEY-----", "***")]
    public void Redact_hides_values_in_every_form(string text, string expected)
    {
        var redactor = new SecretRedactor(["hunter22", "p@ss/word", "say \"hi\"", "abc", "-----BEGIN KEY-----\nMIIEvQIBADANBg\n"]);

        Assert.Equal(expected, redactor.Redact(text));
    }

    [Fact]
    public void Redact_hides_a_value_that_contains_another_as_a_whole() =>
        Assert.Equal("***", new SecretRedactor(["secret", "secret-and-more"]).Redact("secret-and-more"));

    [Fact]
    public void Redact_leaves_no_value_whatever_it_is() =>
        Prop.ForAll(ArbMap.Default.ArbFor<NonNull<string>>(), ArbMap.Default.ArbFor<NonNull<string>>(), (secret, text) =>
        {
            var value = secret.Get + "-x1y2";
            var log = $"{text.Get}{value}{text.Get} {Convert.ToBase64String(Encoding.UTF8.GetBytes(value))}";
            var redacted = new SecretRedactor([value]).Redact(log);
            return !redacted.Contains(value, StringComparison.Ordinal)
                && !redacted.Contains(Convert.ToBase64String(Encoding.UTF8.GetBytes(value)), StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();
}
