"""Requests to the cluster of KUBECONFIG."""
import base64
import email.utils
import http.client
import json
import ssl
import subprocess
import tempfile


def connect():
    config = json.loads(subprocess.check_output(["kubectl", "config", "view", "--raw", "--minify", "-o", "json"]))
    cluster, user = config["clusters"][0]["cluster"], config["users"][0]["user"]

    def file_of(source, name):
        if name in source:
            return source[name]
        file = tempfile.NamedTemporaryFile(delete=False)
        file.write(base64.b64decode(source[name + "-data"]))
        file.close()
        return file.name

    context = ssl.create_default_context(cafile=file_of(cluster, "certificate-authority"))
    context.load_cert_chain(file_of(user, "client-certificate"), file_of(user, "client-key"))
    return http.client.HTTPSConnection(cluster["server"].split("//")[1], context=context)


CONNECTION = connect()


def send(method, path, body=None, content_type="application/json"):
    CONNECTION.request(method, "/" + path, None if body is None else json.dumps(body), {"Content-Type": content_type})
    answer = CONNECTION.getresponse()
    return answer.status, json.loads(answer.read())


def table(path):
    """The objects of a path as a table, and when that was."""
    CONNECTION.request("GET", "/" + path, headers={"Accept": "application/json;as=Table;v=v1;g=meta.k8s.io"})
    answer = CONNECTION.getresponse()
    return json.loads(answer.read()), email.utils.parsedate_to_datetime(answer.headers["Date"]).strftime("%Y-%m-%dT%H:%M:%SZ")
