# shellcheck shell=bash disable=SC2034
# The image of a program of the project: PROGRAM, as programs/PROGRAM.sh describes it, with what was published.
TAG=$VERSION
PACKAGES="libstdc++6 libssl3 ca-certificates"
CONFIG='{
  "Entrypoint": ["'$PROGRAM'"], "User": "65532:65532", "WorkingDir": "/home/allocator"'${PORT:+', "ExposedPorts": {"'$PORT'/tcp": {}}'}',
  "Env": ["PATH=/usr/local/bin:/usr/bin:/bin", "HOME=/home/allocator", "DOTNET_EnableDiagnostics=0"'${ENVIRONMENT:+", $ENVIRONMENT"}']
}'
finish() {
  add_account "$1" allocator 65532 65532 /home/allocator
  install -d -o 65532 -g 65532 "$1/home/allocator"
  cat "$1"/usr/share/ca-certificates/mozilla/*.crt > "$1/etc/ssl/certs/ca-certificates.crt"
  install -d "$1/opt/$PROGRAM" "$1/usr/local/bin"
  cp -r "$PUBLISHED/." "$1/opt/$PROGRAM"
  chown -R 0:0 "$1/opt/$PROGRAM"
  ln -s "/opt/$PROGRAM/$EXECUTABLE" "$1/usr/local/bin/$PROGRAM"
}
