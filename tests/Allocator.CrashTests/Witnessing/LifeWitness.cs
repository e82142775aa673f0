using Allocator.Embedded;

namespace Allocator.Crashes;

/// <summary>
/// Judges what becomes of the pods, the disks and the password of instances whose root is not going: no pod of one that is suspended, no disk that comes or goes and no password that changes under a pod,
/// none of them without a reset.
/// </summary>
internal sealed class LifeWitness
{
    private readonly Dictionary<string, Life> _lives = [];

    /// <summary>Whether a reset of the disk was recorded for the instance of this name.</summary>
    public bool WasReset(string instance) => _lives.TryGetValue(instance, out var life) && life.WasReset;

    /// <summary>A root has changed.</summary>
    public void ApplyToRoot(StoreChange change)
    {
        var root = change.Object;
        if (change.Kind == ChangeKind.Deleted || root.IsTerminating)
        {
            if (_lives.TryGetValue(root.Name, out var over) && over.Uid == root.Uid)
                _lives.Remove(root.Name);
            return;
        }

        if (change.Kind == ChangeKind.Added)
            _lives[root.Name] = new Life(root.Uid);
        _lives[root.Name].Enter(root.Name, root.Json.Member("metadata").Member("annotations").Text("allocator.dev/state"));
    }

    /// <summary>Something else has changed.</summary>
    public void Apply(StoreChange change)
    {
        var instance = change.Object.Labels.GetValueOrDefault("allocator.dev/instance") ?? "";
        if (!_lives.TryGetValue(instance, out var life))
            return;
        if (change.Object.Type.Kind == "Pod")
            life.ApplyToPod(change);
        else if (change.Object.Type.Kind == "Secret" && change.Object.Name == instance)
            life.ApplyToSecret(change);
        else if (change.Object.Type.Kind == "PersistentVolumeClaim" && change.Object.Owners.Any(owner => owner.Uid == life.Uid))
            life.ApplyToClaim(change);
    }

    private sealed class Life(string uid)
    {
        private readonly HashSet<string> _pods = [];
        private readonly Dictionary<string, bool> _claims = [];
        private string _state = "";
        private string? _password;

        public string Uid => uid;

        public bool WasReset { get; private set; }

        public void Enter(string instance, string state)
        {
            if (state == "suspended" && _pods.Count > 0)
                throw new ViolationException($"{instance} is said to be suspended, but has {string.Join(", ", _pods)}.");
            if (state is "suspended" or "ready" && _claims.FirstOrDefault(claim => !claim.Value).Key is { } lost)
                throw new ViolationException($"{instance} is said to be {state}, but its disk {lost} is gone or going.");
            WasReset |= state == "resetting";
            _state = state;
        }

        public void ApplyToPod(StoreChange change)
        {
            if (change.Kind == ChangeKind.Deleted)
                _pods.Remove(change.Object.Name);
            else if (_pods.Add(change.Object.Name) && _state == "suspended")
                throw new ViolationException($"Pod {change.Object.Name} was started though its instance is suspended.");
        }

        public void ApplyToSecret(StoreChange change)
        {
            var (before, now) = (_password, InstanceView.PasswordOf(change.Object));
            _password = now;
            if (before is null || before == now)
                return;
            if (_state is "suspended" or "ready" or "creating" || !WasReset)
                throw new ViolationException($"The password of {change.Object.Name} changes though its instance is {_state}.");
            if (_pods.Count > 0)
                throw new ViolationException($"The password of {change.Object.Name} changes while there are the pods {string.Join(", ", _pods)}.");
        }

        public void ApplyToClaim(StoreChange change)
        {
            var (name, isThere) = (change.Object.Name, change.Kind != ChangeKind.Deleted && !change.Object.IsTerminating);
            if (!_claims.TryGetValue(name, out var wasThere))
                _claims[name] = isThere;
            if (isThere == _claims[name])
                return;
            _claims[name] = isThere;
            if (_state is "suspended" or "ready" or "creating" || !WasReset)
                throw new ViolationException($"The disk {name} {(wasThere ? "goes" : "comes anew")} though its instance is {_state}.");
            if (_pods.Count > 0)
                throw new ViolationException($"The disk {name} {(wasThere ? "goes" : "comes anew")} while there are the pods {string.Join(", ", _pods)}.");
        }
    }
}
