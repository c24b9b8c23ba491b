# SPDX-License-Identifier: Apache-2.0
# What the scripts beside this file share. Source it: it moves to an empty folder that is removed at the end, and writes
# decisions.csv there, 400 rows of made-up people.
set -euo pipefail
export LC_ALL=C
unset NO_COLOR

failures=0
scratch=$(mktemp -d)
trap 'chmod -R u+w "$scratch"; rm -rf "$scratch"' EXIT
cd "$scratch"

awk 'BEGIN {
    print "gender,region,approved"
    for (i = 0; i < 400; i++)
        printf "%s,%s,%d\n", i % 2 ? "female" : "male", i % 3 ? "north" : "south", i % 7 < 3 + i % 2
}' > decisions.csv
audit=("$EXAEQUO" audit decisions.csv --decision approved --by gender --no-progress)

skip()
{
    echo "skipped: $*"
    exit 77
}

fail()
{
    echo "FAILED: $*" >&2
    failures=$((failures + 1))
}

finish()
{
    [ "$failures" -eq 0 ] || exit 1
    echo "$*"
}

# expect CODE COMMAND...: run it, with what it says in the files stdout and stderr, and compare how it ends.
expect()
{
    local wanted=$1 code=0
    shift
    "$@" > stdout 2> stderr || code=$?
    [ "$code" -eq "$wanted" ] || fail "exit $code instead of $wanted: ${*//$scratch/.}: $(head -c 500 stderr)"
}

# says TEXT: standard error is this line.
says()
{
    [ "$(cat stderr)" = "exaequo: $1" ] || fail "standard error is: $(cat stderr)
        instead of: exaequo: $1"
}

# holds FILES: the folder $1 holds exactly the files named after it.
holds()
{
    local folder=$1 found
    shift
    found=$(ls -A "$folder" | tr '\n' ' ')
    [ "$found" = "${*:+$* }" ] || fail "$folder holds: $found instead of: $*"
}
