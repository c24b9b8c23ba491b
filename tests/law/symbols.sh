# SPDX-License-Identifier: Apache-2.0
# The library never prints, never exits, never reads the clock, the environment or the locale, and uses no function
# that cannot bound its output. Asked of the object files: what the source hides behind a macro shows here.
. "$(dirname "$0")/laws.bash"

forbidden='exit|_exit|_Exit|quick_exit|abort'
forbidden+='|printf|vprintf|puts|putchar|perror'
forbidden+='|rand|srand|random|srandom|drand48'
forbidden+='|time|clock|gettimeofday|localtime|gmtime'
forbidden+='|setlocale|getenv|secure_getenv|setenv|putenv|system|popen'
forbidden+='|gets|sprintf|vsprintf|strcpy|strcat|strtok|tmpnam|mktemp'

for layer in $targets; do
    [ "$layer" != cli ] || continue
    archive=$EXAEQUO_BUILD/$layer/libexq_$layer.a
    if [ ! -e "$archive" ]; then
        fail "$archive is not built"
        continue
    fi
    # A hardened build calls __strcpy_chk, C23 headers __isoc23_...: the name inside is meant.
    found=$(nm --undefined-only --print-file-name "$archive" |
        sed -E 's/^[^:]*:([^:]*):.* U /\1 /; s/ __isoc[0-9]+_/ /; s/ __(.*)_chk$/ \1/; s/@.*//' |
        grep -E "^[^ ]+ ($forbidden)$" | sort -u) || true
    [ -z "$found" ] || fail "$layer calls what a library must not:
$found"
done

finish "no layer of the library calls a forbidden function"
