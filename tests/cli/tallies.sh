# SPDX-License-Identifier: Apache-2.0
# Tallies are secret, mergeable, and lead to the same result as the rows.
. "$(dirname "$0")/program.bash"

roles=(--decision approved --by gender,region --no-progress)
{ head -n 1 decisions.csv && sed -n 2,151p decisions.csv; } > first.csv
{ head -n 1 decisions.csv && sed -n '152,$p' decisions.csv; } > second.csv
expect 0 "$EXAEQUO" tally decisions.csv "${roles[@]}" -o all.tally
[ "$(cat stdout)" = "all.tally: 400 rows" ] || fail "tally says: $(cat stdout)"
[ "$(stat -c %a all.tally)" = 600 ] || fail "a tally is not 0600"
expect 0 "$EXAEQUO" tally first.csv "${roles[@]}" --output=first.tally
expect 0 "$EXAEQUO" tally second.csv "${roles[@]}" -osecond.tally
expect 0 "$EXAEQUO" merge first.tally second.tally -o merged.tally
[ "$(cat stdout)" = "merged.tally: 400 rows" ] || fail "merge says: $(cat stdout)"
[ "$(stat -c %a merged.tally)" = 600 ] || fail "a merged tally is not 0600"
expect 0 "$EXAEQUO" merge second.tally first.tally -o turned.tally
cmp -s merged.tally turned.tally || fail "the order of merging shows"
expect 3 "$EXAEQUO" merge first.tally decisions.csv -o other.tally
[ ! -e other.tally ] || fail "a failed merge left something behind"
expect 0 "$EXAEQUO" tally decisions.csv --decision approved --by region -o region.tally
expect 3 "$EXAEQUO" merge first.tally region.tally -o other.tally
grep -q '^exaequo: region.tally: ' stderr || fail "a merge does not name the tally that does not fit: $(cat stderr)"
expect 2 "$EXAEQUO" merge first.tally second.tally -o second.tally

# Whichever way the counts went, the result is the same but for where they came from.
# result NAME DATA...: the result document without that.
result()
{
    local name=$1
    shift
    expect 0 "$EXAEQUO" audit "$@" --by gender,region --out json --no-progress
    jq 'del(.data.sources, .provenance)' stdout > "$name"
    [ -s "$name" ] || fail "no result of $*"
}

command -v jq > /dev/null || skip "no jq: run tools/deps --dev"
result rows decisions.csv --decision approved
result shards first.csv second.csv --decision approved
result tally all.tally
result tallies second.tally first.tally
result merged merged.tally
for name in shards tally tallies merged; do
    cmp -s rows $name || fail "the result of $name differs from that of the rows"
done

finish "tallies add up"
