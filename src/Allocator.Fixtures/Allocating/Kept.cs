using System.Runtime.ExceptionServices;

namespace Allocator;

/// <summary>A result that was made at set-up, or the failure in its place, which is thrown where the result is asked for.</summary>
internal readonly struct Kept<T>
{
    private readonly T? _value;
    private readonly ExceptionDispatchInfo? _failure;

    private Kept(T? value, ExceptionDispatchInfo? failure) => (_value, _failure) = (value, failure);

    public T Value
    {
        get
        {
            _failure?.Throw();
            return _value!;
        }
    }

    public T? ValueOrDefault => _value;

    public static async Task<Kept<T>> OfAsync(Func<Task<T>> make)
    {
        try
        {
            return new Kept<T>(await make().ConfigureAwait(false), null);
        }
        catch (AllocatorException failure)
        {
            return new Kept<T>(default, ExceptionDispatchInfo.Capture(failure));
        }
    }
}
