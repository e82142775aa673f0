namespace Allocator;

/// <summary>Authentication providers that were part of kubectl until 1.26, and what took their place.</summary>
/// <remarks>See <see href="https://kubernetes.io/docs/reference/access-authn-authz/authentication/#client-go-credential-plugins"/>.</remarks>
internal static class KubeconfigAuthProvider
{
    public static void Refuse(KubeconfigNode user)
    {
        if (user.Child("auth-provider") is not { } provider)
            return;
        var name = provider.Text("name");
        var instead = name switch
        {
            "gcp" => "gke-gcloud-auth-plugin ('gcloud container clusters get-credentials' writes it)",
            "azure" => "kubelogin ('kubelogin convert-kubeconfig' writes it)",
            "oidc" => "'kubectl oidc-login' (kubelogin)",
            _ => "one of your cluster's provider",
        };
        throw provider.Error($"the provider '{name}' is no longer part of Kubernetes' clients; use an exec plugin instead: {instead}");
    }
}
