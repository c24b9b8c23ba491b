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
cmp -s all.tally merged.tally || fail "merged shards differ from the whole"
[ "$(stat -c %a merged.tally)" = 600 ] || fail "a merged tally is not 0600"
expect 0 "$EXAEQUO" merge second.tally first.tally -o merged.tally
cmp -s all.tally merged.tally || fail "the order of merging shows"
expect 3 "$EXAEQUO" merge first.tally decisions.csv -o other.tally
[ ! -e other.tally ] || fail "a failed merge left something behind"
expect 2 "$EXAEQUO" merge first.tally second.tally -o second.tally

expect 0 "$EXAEQUO" audit all.tally --by gender --report out --quiet

finish "tallies add up"
