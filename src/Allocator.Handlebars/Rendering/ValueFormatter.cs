using HandlebarsDotNet;
using HandlebarsDotNet.IO;

namespace Allocator.HandlebarsTemplates;

/// <summary>Writes the value of an expression: as text, encoded unless a helper has done so.</summary>
internal sealed class ValueFormatter : IFormatter, IFormatterProvider
{
    public bool TryCreateFormatter(Type type, out IFormatter formatter)
    {
        formatter = this;
        return true;
    }

    public void Format<T>(T value, in EncodedTextWriter writer)
    {
        if (value is EncodedText encoded)
            writer.Write(encoded.Text, encode: false);
        else
            writer.Write(HelperValue.ToText(HelperValue.Of(value)), encode: true);
    }
}
