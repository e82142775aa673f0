using System.Globalization;
using System.Text;

namespace Allocator.GoTemplates;

/// <summary>Go's <c>fmt.Sprintf</c>: what is wrong with a format is told in the text it makes, as <c>%!d(string=x)</c>.</summary>
internal ref struct Printf
{
    /// <summary>The largest width, precision or argument number.</summary>
    private const int Largest = 1_000_000;

    private readonly TextBuffer _output;
    private readonly ReadOnlySpan<char> _format;
    private readonly ReadOnlySpan<object?> _arguments;
    private int _position;
    private int _argument;
    private bool _reordered;
    private bool _afterIndex;
    private bool _isGoodIndex;

    private Printf(TextBuffer output, ReadOnlySpan<char> format, ReadOnlySpan<object?> arguments)
    {
        _output = output;
        _format = format;
        _arguments = arguments;
    }

    public static void Write(TextBuffer output, string format, ReadOnlySpan<object?> arguments) => new Printf(output, format, arguments).Write();

    private readonly bool IsAtEnd => _position >= _format.Length;

    private readonly char Current => IsAtEnd ? '\0' : _format[_position];

    private void Write()
    {
        while (true)
        {
            var percent = _format[_position..].IndexOf('%');
            _output.Append(percent < 0 ? _format[_position..] : _format.Slice(_position, percent));
            if (percent < 0)
                break;

            _position += percent + 1;
            WriteVerb();
        }

        if (!_reordered && _argument < _arguments.Length)
            WriteExtra();
    }

    private void WriteVerb()
    {
        _isGoodIndex = true;
        _afterIndex = false;
        var spec = ReadFlags();
        ReadIndex();
        ReadWidth(ref spec);
        ReadPrecision(ref spec);
        if (!_afterIndex)
            ReadIndex();

        if (IsAtEnd)
        {
            _output.Append("%!(NOVERB)");
            return;
        }

        var verb = GoText.ReadRune(_format[_position..], out var length);
        _position += length;
        if (verb.Value == '%')
            _output.Append('%');
        else if (!_isGoodIndex)
            WriteProblem(verb, "BADINDEX");
        else if (_argument >= _arguments.Length)
            WriteProblem(verb, "MISSING");
        else
            ValueFormat.Write(_output, ForVerb(spec, verb), verb.Value, _arguments[_argument++], depth: 0);
    }

    /// <summary>Under <c>v</c> the flags <c>#</c> and <c>+</c> have a meaning of their own.</summary>
    private static FormatSpec ForVerb(in FormatSpec spec, Rune verb) =>
        verb.Value == 'v' ? spec with { GoSyntax = spec.Sharp, Sharp = false, Plus = false } : spec;

    private FormatSpec ReadFlags()
    {
        var spec = new FormatSpec();
        for (; ; _position++)
        {
            switch (Current)
            {
                case '#':
                    spec.Sharp = true;
                    break;
                case '0':
                    spec.Zero = !spec.Minus;
                    break;
                case '+':
                    spec.Plus = true;
                    break;
                case '-':
                    spec.Minus = true;
                    spec.Zero = false;
                    break;
                case ' ':
                    spec.Space = true;
                    break;
                default:
                    return spec;
            }
        }
    }

    private void ReadWidth(ref FormatSpec spec)
    {
        if (Current != '*')
        {
            spec.Width = ReadNumber();
            if (_afterIndex && spec.HasWidth)
                _isGoodIndex = false;
            return;
        }

        _position++;
        _afterIndex = false;
        if (TakeNumber() is not { } width)
        {
            _output.Append("%!(BADWIDTH)");
            return;
        }

        spec.Width = Math.Abs(width);
        if (width < 0)
        {
            spec.Minus = true;
            spec.Zero = false;
        }
    }

    private void ReadPrecision(ref FormatSpec spec)
    {
        if (Current != '.' || _position + 1 >= _format.Length)
            return;

        _position++;
        if (_afterIndex)
            _isGoodIndex = false;
        ReadIndex();
        if (Current != '*')
        {
            spec.Precision = Math.Max(ReadNumber(), 0);
            return;
        }

        _position++;
        _afterIndex = false;
        if (TakeNumber() is { } precision and >= 0)
            spec.Precision = precision;
        else
            _output.Append("%!(BADPREC)");
    }

    /// <summary>Reads an argument's number, as in <c>%[2]d</c>.</summary>
    private void ReadIndex()
    {
        _afterIndex = false;
        if (Current != '[')
            return;

        _reordered = true;
        var rest = _format[_position..];
        var close = rest.IndexOf(']');
        var inside = close < 0 ? [] : rest[1..close];
        _position += close < 0 ? 1 : close + 1;
        var isNumber = !inside.IsEmpty && !inside.ContainsAnyExceptInRange('0', '9') && inside.Length <= 7;
        var index = isNumber ? int.Parse(inside, CultureInfo.InvariantCulture) - 1 : -1;
        _afterIndex = isNumber;
        if (index >= 0 && index < _arguments.Length)
            _argument = index;
        else
            _isGoodIndex = false;
    }

    private int ReadNumber()
    {
        var number = FormatSpec.Absent;
        for (; char.IsAsciiDigit(Current); _position++)
        {
            if (number > Largest)
            {
                _position = _format.Length;
                return FormatSpec.Absent;
            }

            number = (Math.Max(number, 0) * 10) + (Current - '0');
        }

        return number;
    }

    /// <summary>Takes the next argument for a <c>*</c>; null if it is no number that will do.</summary>
    private int? TakeNumber()
    {
        if (_argument >= _arguments.Length)
            return null;

        return _arguments[_argument++] switch
        {
            long number and >= -Largest and <= Largest => (int)number,
            byte number => number,
            _ => null,
        };
    }

    private readonly void WriteProblem(Rune verb, string problem)
    {
        _output.Append("%!");
        _output.Append(verb.ToString());
        _output.Append('(');
        _output.Append(problem);
        _output.Append(')');
    }

    private readonly void WriteExtra()
    {
        _output.Append("%!(EXTRA ");
        for (var i = _argument; i < _arguments.Length; i++)
        {
            if (i > _argument)
                _output.Append(", ");
            ValueFormat.WriteTyped(_output, new FormatSpec(), _arguments[i]);
        }

        _output.Append(')');
    }
}
