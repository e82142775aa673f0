using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Allocator.Readiness;

/// <summary>Replaces secret values by <c>***</c>, also where they stand in base64, in a URL or in a JSON string, or line by line.</summary>
internal sealed class SecretRedactor
{
    /// <summary>The shortest value that is hidden: shorter ones are no secrets, and hiding them would make texts unreadable.</summary>
    public const int MinLength = 4;

    // Short lines of a secret file ("port:", "true") are common words.
    private const int MinLineLength = 8;
    private const string Mask = "***";
    private readonly string[] _forms;

    public SecretRedactor(IEnumerable<string> secrets)
    {
        // The longest first: a form that contains another one goes as a whole.
        _forms = [.. secrets.SelectMany(Forms).Where(form => form.Length >= MinLength).Distinct().OrderByDescending(form => form.Length)];
    }

    public static SecretRedactor None { get; } = new([]);

    public string Redact(string text)
    {
        foreach (var form in _forms)
            text = text.Replace(form, Mask, StringComparison.Ordinal);
        return text;
    }

    private static IEnumerable<string> Forms(string secret)
    {
        if (secret.Length < MinLength)
            return [];
        var base64 = Convert.ToBase64String(Encoding.UTF8.GetBytes(secret));
        string[] whole =
        [
            secret,
            secret.Trim(),
            base64,
            base64.TrimEnd('='),
            Uri.EscapeDataString(secret),
            JsonEncodedText.Encode(secret).ToString(),
            JsonEncodedText.Encode(secret, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).ToString(),
        ];
        var lines = secret.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return whole.Concat(lines.Where(line => line.Length >= MinLineLength));
    }
}
