namespace Allocator.Embedded;

/// <summary>
/// Who makes an object depend on another must be allowed to delete it, and who holds up the owner's deletion must be allowed to do that.
/// </summary>
/// <remarks>See <see href="https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/#ownerreferencespermissionenforcement"/>.</remarks>
internal sealed class OwnerReferencesAdmission(KindCatalog kinds, RbacAuthorizer authorizer) : IAdmission
{
    public void Admit(WriteRequest write)
    {
        var (type, context) = (write.Kind.Type, write.Context);
        if (write.Verb == WriteVerb.Delete || context.User.IsMaster || (type == ResourceTypes.Pods && context.Subresource == "status"))
            return;
        var owners = Owners(write);
        if (owners.SequenceEqual(write.Old?.Owners ?? []))
            return;
        // Who can create something can be trusted to name who deletes it.
        if (write.Verb == WriteVerb.Update)
        {
            Demand(
                RequestAttributes.OfResource(context.User, "delete", type, write.Key.Namespace, write.Key.Name, context.Subresource ?? ""),
                "cannot set an ownerRef on a resource you can't delete");
        }

        var blockedBefore = (write.Old?.Owners ?? []).Where(owner => owner.BlocksDeletion).Select(owner => owner.Uid).ToHashSet();
        foreach (var owner in owners.Where(owner => owner.BlocksDeletion && !blockedBefore.Contains(owner.Uid)))
        {
            var kind = kinds.FindByKind(owner.ApiVersion, owner.Kind) ?? throw Forbidden(
                $"cannot set blockOwnerDeletion in this case because cannot find RESTMapping for APIVersion {owner.ApiVersion} Kind {owner.Kind}: " +
                $"no matches for kind \"{owner.Kind}\" in version \"{owner.ApiVersion}\"");
            var place = kind.Type.Namespaced ? write.Key.Namespace : "";
            Demand(
                RequestAttributes.OfResource(context.User, "update", kind.Type, place, owner.Name, "finalizers"),
                "cannot set blockOwnerDeletion if an ownerReference refers to a resource you can't set finalizers on");
        }

        void Demand(RequestAttributes request, string problem)
        {
            var decision = authorizer.Decide(request);
            if (!decision.IsAllowed)
                throw Forbidden($"{problem}: {decision.Reason}, <nil>");
        }

        ApiException Forbidden(string problem) => ApiException.Forbidden(type, AdmittedName.Of(write), problem);
    }

    private static List<OwnerReference> Owners(WriteRequest write) => write.Object!.Object("metadata")?.Array("ownerReferences") is { } references
        ? [.. references.ToElement().Elements().Select(OwnerReference.Read)]
        : [];
}
