using System.ComponentModel;
using System.Globalization;

namespace Allocator;

/// <summary>Lets a configuration give a parameter's default alone: <c>"Parameters": { "image": "postgres:16" }</c>.</summary>
internal sealed class ServiceParameterConverter : TypeConverter
{
    public override bool CanConvertFrom(ITypeDescriptorContext? context, Type sourceType) => sourceType == typeof(string);

    public override object ConvertFrom(ITypeDescriptorContext? context, CultureInfo? culture, object value) => ServiceParameter.FromString((string)value);
}
