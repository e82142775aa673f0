using System.Text.RegularExpressions;
using static Allocator.Tests.Templates.Go.Rendering;

namespace Allocator.Tests.Templates.Go;

/// <summary>What the record of sprig and Helm does not hold: random values, and where this engine differs on purpose.</summary>
public sealed class HelmFunctionTests
{
    [Theory]
    [InlineData("randAlphaNum", "^[A-Za-z0-9]{40}$")]
    [InlineData("randAlpha", "^[A-Za-z]{40}$")]
    [InlineData("randNumeric", "^[0-9]{40}$")]
    public void Random_text_has_its_length_and_characters(string function, string pattern) =>
        Assert.Matches(new Regex(pattern), Render($"{{{{{function} 40}}}}"));

    [Fact]
    public void Random_text_follows_from_the_seed()
    {
        const string Template = "{{randAlphaNum 20}} {{randAlphaNum 20}}";
        var first = Render(Template, new TemplateData(NoData.Values, "one"));

        Assert.Equal(first, Render(Template, new TemplateData(NoData.Values, "one")));
        Assert.NotEqual(first, Render(Template, new TemplateData(NoData.Values, "two")));
        Assert.NotEqual(first[..20], first[21..]);
    }

    [Fact]
    public void Random_text_without_a_seed_is_an_error() =>
        Assert.Contains("need a seed", Assert.Throws<TemplateException>(() => Render("{{randAlpha 3}}", NoData)).Problem, StringComparison.Ordinal);

    [Fact]
    public void Random_characters_are_all_as_frequent()
    {
        var counts = Render("{{randAlphaNum 62000}}").CountBy(c => c).ToDictionary();

        Assert.Equal(62, counts.Count);
        Assert.All(counts.Values, count => Assert.InRange(count, 850, 1150));
    }

    [Theory]
    [InlineData("{{b64dec \"%\"}}", "error calling b64dec: the text is not base64")]
    [InlineData("{{fromJson \"{\"}}", "error calling fromJson: the text is not JSON")]
    [InlineData("{{fromJson \"[\\\"\\\\ud800\\\"]\"}}", "half a surrogate pair")]
    [InlineData("{{fromYaml \"a: [b\"}}", "error calling fromYaml: the text is not YAML")]
    [InlineData("{{fromYaml \"? [a]\\n: b\"}}", "key that is no scalar")]
    [InlineData("{{fromYaml \"a: *x\"}}", "an anchor that is not defined before it")]
    [InlineData("{{fromYaml \"a:\\n  <<: b\"}}", "merges (<<) what is no map")]
    [InlineData("{{toJson (float64 \"1e999\")}}", "JSON has no infinity")]
    public void Text_that_cannot_be_read_is_an_error(string template, string problem) =>
        Assert.Contains(problem, Fail(template).Problem, StringComparison.Ordinal);

    [Theory]
    [InlineData("""{{$j := fromJson "{\"port\":8080,\"big\":1000000}"}}{{$j.port}} {{$j.big}} {{kindIs "int" $j.port}}""", "8080 1000000 true")]
    [InlineData("""{{(fromYaml "big: 1000000").big}}""", "1000000")]
    [InlineData("""{{fromJson "[1.0, 12345678901234567890]"}}""", "[1 1.2345678901234567e+19]")]
    public void Integers_that_are_read_stay_integers(string template, string expected) => Assert.Equal(expected, Render(template));

    [Theory]
    [InlineData("{{kindIs \"int\" (add 1 2)}} {{kindIs \"int64\" 3}}", "true true")]
    [InlineData("{{keys (dict \"b\" 1 \"a\" 2)}} {{values (dict \"b\" 1 \"a\" 2)}}", "[a b] [2 1]")]
    [InlineData("{{keys (dict \"b\" 1 \"a\" 2) (dict \"c\" 3 \"a\" 4)}}", "[a b a c]")]
    public void Order_and_types_are_defined(string template, string expected) => Assert.Equal(expected, Render(template));

    [Fact]
    public void ToYaml_does_not_fold_long_lines() =>
        Assert.DoesNotContain('\n', Render("{{toYaml .V}}", ("V", string.Join(' ', Enumerable.Repeat("word", 100)))));

    [Theory]
    [InlineData("<<", "\"<<\"")]
    [InlineData("a\u007fb", "\"a\\x7Fb\"")]
    [InlineData("a\u2028b", "\"a\\Lb\"")]
    [InlineData("a\u0085b", "\"a\\Nb\"")]
    public void ToYaml_quotes_what_readers_may_take_amiss(string text, string expected) =>
        Assert.Equal(expected, Render("{{toYaml .V}}", ("V", text)));

    [Fact]
    public void ToYaml_writes_keys_of_many_lines_in_one() => Assert.Equal("\"a\\nb\": 1", Render("{{toYaml (dict \"a\\nb\" 1)}}"));

    [Fact]
    public void ToYaml_is_read_back_as_it_was()
    {
        var values = Corpus.Cases.Values
            .Where(c => c.Id.StartsWith("helm/yaml-strings/", StringComparison.Ordinal))
            .Select(c => Corpus.DataOf(c).Values)
            .Where(values => values.ContainsKey("v"));

        Assert.All(values, value => Assert.Equal("true", Render("{{eq .v (print (toYaml .) \"\\n\" | fromYaml).v}}", [("v", value["v"])])));
    }

    [Fact]
    public void Keys_are_in_one_order_whatever_their_first_order()
    {
        string[] keys = ["a10", "a9", "a1b", "a01", "a1", "a", "b-1", "b1", "bb", "B", "10", "9", "_", ""];
        var random = new Random(5);

        var orders = Enumerable.Range(0, 50)
            .Select(_ => keys.OrderBy(_ => random.Next()).ToDictionary(key => key, key => (object?)1L))
            .Select(map => Render("{{toYaml .M}}", ("M", map)))
            .Distinct();

        Assert.Single(orders);
    }
}
