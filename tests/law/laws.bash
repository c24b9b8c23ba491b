# SPDX-License-Identifier: Apache-2.0
# What the scripts beside this file share. Source it: it moves to the top of the tree.
set -euo pipefail
export LC_ALL=C
cd "$EXAEQUO_SOURCE"

targets="core metrics ingest door result audit reports cli"
folders="include core metrics ingest ingest/inside door result audit reports cli"
failures=0

skip()
{
    echo "skipped: $*"
    exit 77
}

fail()
{
    echo "$*" >&2
    failures=$((failures + 1))
}

finish()
{
    [ "$failures" -eq 0 ] || exit 1
    echo "$*"
}

# Set the array `compiler` to the compiler and the flags that a layer is really built with.
compiler_of()
{
    local command
    command=$(jq -r --arg target "CMakeFiles/exq_$1.dir/" \
        '[.[].command | select(contains($target))][0] // ""' "$EXAEQUO_BUILD/compile_commands.json")
    if [ -z "$command" ]; then
        echo "no file of $1 in $EXAEQUO_BUILD/compile_commands.json" >&2
        exit 1
    fi
    eval "compiler=(${command%% -o *})"
}

# headers_of FOLDER...: the headers that stand in these folders, one a line.
headers_of()
{
    local folder
    for folder in "$@"; do
        find "$folder" -maxdepth 1 -name '*.h'
    done
}
