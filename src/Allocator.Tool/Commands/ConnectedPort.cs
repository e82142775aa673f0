using System.Globalization;

namespace Allocator.Tool;

/// <summary>A port of an instance, and the local one that stands for it.</summary>
/// <param name="Name">The port's name; null if only the number counts, or if it is the only one.</param>
/// <param name="Number">The port's number in the pod.</param>
/// <param name="Local">The local port; 0 for a free one.</param>
internal sealed record ConnectedPort(string? Name, int? Number, int Local)
{
    /// <summary>Reads <c>PORT[:LOCAL]</c>; null if it is not that.</summary>
    public static ConnectedPort? TryParse(string text)
    {
        var parts = text.Split(':');
        if (parts.Length > 2 || parts[0].Length == 0 || (parts.Length == 2 && PortNumber(parts[1]) is null))
            return null;
        var local = parts.Length == 2 ? PortNumber(parts[1])!.Value : 0;
        if (PortNumber(parts[0]) is { } number)
            return new ConnectedPort(null, number, local);
        return parts[0].All(char.IsAsciiDigit) ? null : new ConnectedPort(parts[0], null, local);
    }

    public Task<Stream> OpenAsync(InstanceHandle instance, CancellationToken cancellationToken) =>
        Number is { } number ? instance.OpenConnectionAsync(number, cancellationToken) : instance.OpenConnectionAsync(Name, cancellationToken);

    /// <summary>Whether there is such a port, a pod that is ready, and the right to reach it: connections that fail later tell nobody.</summary>
    public async Task CheckAsync(InstanceHandle instance, CancellationToken cancellationToken)
    {
        if (instance.Instance.State is InstanceState.Suspending or InstanceState.Suspended)
            throw new AllocatorException($"{instance.Name} is suspended: nothing listens there. Start it again by 'allocator resume {instance.Name}'.");
        var ports = await instance.GetPortsAsync(cancellationToken);
        if (Number is null && (Name is null ? ports.Count != 1 : ports.All(port => port.Name != Name)))
        {
            var there = ports.Count == 0 ? "no ports; give a number" : $"these ports: {string.Join(", ", ports.Select(port => port.Name is null ? $"{port.Number}" : $"{port.Name} ({port.Number})"))}";
            throw new AllocatorException($"{(Name is null ? "Say which port." : $"There is no port '{Name}'.")} {instance.Name} declares {there}.");
        }

        var endpoint = Number is { } number ? await instance.ConnectAsync(number, cancellationToken) : await instance.ConnectAsync(Name, cancellationToken);
        await endpoint.DisposeAsync();
    }

    private static int? PortNumber(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 65535 ? number : null;
}
