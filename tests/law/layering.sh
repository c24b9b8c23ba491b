# SPDX-License-Identifier: Apache-2.0
# A layer sees exactly the headers the architecture lets it see: a file that asks for every header of the tree gets
# these and no other, and including another does not compile. The table is said a second time here on purpose; it is
# compared with the flags the build really uses.
. "$(dirname "$0")/laws.bash"

declare -A may_see=(
    [core]="include core"
    [metrics]="include core metrics"
    [ingest]="include core ingest ingest/inside"
    [door]="include core ingest ingest/inside door"
    [result]="include core result"
    [audit]="include core metrics ingest door result audit"
    [reports]="include core result reports"
    [cli]="include cli"
)

all_headers=$(headers_of $folders | sort)

# The headers of the tree that a file of the layer can open. By path, not by name: core/error.h is not glibc's error.h.
# -MG: what those include in turn may be out of sight, as door/finest.h does with what is inside ingest.
visible_headers()
{
    for header in $all_headers; do
        name=$(basename "$header")
        printf '#if __has_include("%s")\n#include "%s"\n#endif\n' "$name" "$name"
    done |
        "${compiler[@]}" -MM -MG -x c - |
        tr ' ' '\n' |
        sed -n "s|^$EXAEQUO_SOURCE/\\(.*\\.h\\)$|\\1|p" |
        sort -u
}

# includes_compile NAME: does a file of the layer compile that includes this header?
includes_compile()
{
    printf '#include "%s"\ntypedef int nothing;\n' "$1" | "${compiler[@]}" -fsyntax-only -x c - 2> /dev/null
}

for layer in $targets; do
    compiler_of "$layer"
    case " ${compiler[*]} " in
    *" -I$EXAEQUO_SOURCE"*) fail "$layer: -I on a folder of the tree; only -iquote keeps system headers apart" ;;
    esac

    allowed=$(headers_of ${may_see[$layer]} | sort)
    difference=$(diff <(echo "$allowed") <(visible_headers)) || fail "$layer does not see what it should (<) or sees more (>):
$difference"

    includes_compile exaequo.h || fail "$layer does not compile with #include \"exaequo.h\""
    for header in $(comm -13 <(echo "$allowed") <(echo "$all_headers")); do
        name=$(basename "$header")
        [ ! -e "/usr/include/$name" ] || continue
        ! includes_compile "$name" || fail "$layer compiles with #include \"$name\""
        break
    done
done

finish "$(echo "$all_headers" | wc -l) headers are seen by their layers and by those above alone"
