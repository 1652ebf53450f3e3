#!/bin/sh
# Becomes PID 1 of a double of the image: a fresh file system, the task's host name, the image's user.
# Arguments: an empty folder, the host name, the user id or nothing, how the cache is mounted; then the folders of image, data, cache and site;
# then the entry point and its arguments.
set -eu
# Outside a PID and mount namespace of its own this would mount over the machine's folders.
[ $$ -eq 1 ] || exit 99
root=$1 name=$2 user=$3 mode=$4 image=$5 data=$6 cache=$7 site=$8
shift 8
hostname "$name"
mount -t tmpfs container "$root"
for path in /*; do
  case $path in
    /cache | /data | /image | /proc | /site | /tmp) continue ;;
  esac
  if [ -h "$path" ]; then
    cp -P "$path" "$root$path"
  elif [ -d "$path" ]; then
    mkdir "$root$path"
    mount --rbind "$path" "$root$path"
  fi
done
mkdir "$root/cache" "$root/data" "$root/proc" "$root/site" "$root/tmp"
chmod 1777 "$root/tmp"
cp -R "$image" "$root/image"
chmod -R a+rwX "$root/image"
mount --bind "$data" "$root/data"
mount --bind "$cache" "$root/cache"
mount -o "remount,bind,$mode" "$root/cache"
mount --bind "$site" "$root/site"
mount -t proc proc "$root/proc"
# Each of these replaces itself by the next, so the entry point is PID 1.
exec chroot "$root" /bin/sh -c '
  user=$1
  shift
  cd /image
  if [ -n "$user" ]; then
    exec setpriv --reuid="$user" --regid="$user" --clear-groups "$@"
  fi
  exec "$@"' container "$user" "$@"
