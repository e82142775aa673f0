using System.Text.Json.Nodes;

namespace Allocator.Embedded;

/// <summary>The fields of one built-in kind.</summary>
internal sealed class ObjectSchema(string version, string kind, FieldType type)
{
    /// <summary>
    /// Does to the object what decoding it into its Go type does: drops fields that the kind does not have and nulls, brings quantities and times
    /// to their canonical form, and refuses a value of the wrong type. Defaults are not set and empty values are not dropped.
    /// </summary>
    public DecodeResult Decode(JsonObject obj)
    {
        var decoding = new Decoding();
        try
        {
            type.Decode(obj, decoding);
            return new DecodeResult(decoding.UnknownFields, null);
        }
        catch (DecodeException e)
        {
            return new DecodeResult(decoding.UnknownFields, new DecodeError(e.Field, CannotHandle.Message(version, kind, e.Message)));
        }
    }

    /// <summary>The message of a newer server's 400 to <c>fieldValidation=Strict</c>; 1.20 itself drops unknown fields silently.</summary>
    public string StrictMessage(IEnumerable<string> unknownFields)
    {
        var fields = string.Join(", ", unknownFields.Select(field => $"unknown field \"{field}\""));
        return CannotHandle.Message(version, kind, "strict decoding error: " + fields);
    }
}
