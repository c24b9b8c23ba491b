# SPDX-License-Identifier: Apache-2.0
# Each header compiles alone, with its layer's flags: it includes what it uses. The public header is good C++ too.
. "$(dirname "$0")/laws.bash"

# compiles_alone LANGUAGE HEADER COMMAND...: it is included twice, so a missing guard shows as well.
compiles_alone()
{
    local language=$1 name
    name=$(basename "$2")
    shift 2
    printf '#include "%s"\n#include "%s"\ntypedef int nothing;\n' "$name" "$name" |
        "$@" -fsyntax-only -x "$language" - || fail "$name does not compile alone as $language"
}

count=0
for layer in $targets; do
    compiler_of "$layer"
    [ "$layer" = ingest ] && inside=ingest/inside || inside=
    for header in $(headers_of "$layer" $inside); do
        compiles_alone c "$header" "${compiler[@]}"
        count=$((count + 1))
    done
done

compiler_of core
compiles_alone c include/exaequo.h "${compiler[@]}"
cxx=$(command -v c++ || command -v clang++) || skip "no C++ compiler: run tools/deps --dev"
compiles_alone c++ include/exaequo.h "$cxx" -std=c++11 -Wall -Wextra -Wpedantic -Werror -iquote include

finish "$((count + 1)) headers compile alone"
