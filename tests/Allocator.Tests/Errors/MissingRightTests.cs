namespace Allocator;

public sealed class MissingRightTests
{
    [Theory]
    [InlineData("pods is forbidden: User \"ann\" cannot list resource \"pods\" in API group \"\" in the namespace \"n\"", "list", "pods")]
    [InlineData("pods \"p\" is forbidden: User \"ann\" cannot get resource \"pods/log\" in API group \"\" in the namespace \"n\"", "get", "pods/log")]
    [InlineData("x is forbidden: User \"ann\" cannot create resource \"leases\" in API group \"coordination.k8s.io\" in the namespace \"n\": why", "create", "leases.coordination.k8s.io")]
    public void Read_refusal_of_the_authorizer_names_verb_resource_and_user(string message, string verb, string resource)
    {
        var right = MissingRight.Read(message);

        Assert.Equal((verb, resource, "User 'ann'", "n"), (right?.Verb, right?.Resource, right?.User, right?.Namespace));
    }

    [Fact]
    public void Read_refusal_to_block_the_owners_deletion_names_its_finalizers()
    {
        var right = MissingRight.Read("configmaps \"c\" is forbidden: cannot set blockOwnerDeletion if an ownerReference refers to a resource you can't set finalizers on: , <nil>");

        Assert.Equal(("update", "leases.coordination.k8s.io/finalizers"), (right?.Verb, right?.Resource));
    }

    [Theory]
    [InlineData("pods \"p\" is forbidden: exceeded quota: q, requested: pods=1, used: pods=1, limited: pods=1")]
    [InlineData("admission webhook \"deny.example.com\" denied the request: not here")]
    public void Read_refusal_of_anybody_else_is_null(string message) => Assert.Null(MissingRight.Read(message));
}
