# shellcheck shell=bash disable=SC2034
PROJECT=samples/Allocatord
TAG=${VERSION-}
PACKAGES="libstdc++6 libssl3 ca-certificates"
CONFIG='{
  "Entrypoint": ["allocatord"], "User": "65532:65532", "WorkingDir": "/home/allocator", "ExposedPorts": {"8080/tcp": {}},
  "Env": ["PATH=/usr/local/bin:/usr/bin:/bin", "HOME=/home/allocator", "DOTNET_EnableDiagnostics=0", "ALLOCATOR_URLS=http://0.0.0.0:8080"]
}'
finish() {
  add_account "$1" allocator 65532 65532 /home/allocator
  install -d -o 65532 -g 65532 "$1/home/allocator"
  cat "$1"/usr/share/ca-certificates/mozilla/*.crt > "$1/etc/ssl/certs/ca-certificates.crt"
  install -d "$1"/{opt/allocatord,usr/local/bin}
  cp -r "$PUBLISHED/." "$1/opt/allocatord"
  chown -R 0:0 "$1/opt/allocatord"
  ln -s /opt/allocatord/allocatord "$1/usr/local/bin/allocatord"
}
