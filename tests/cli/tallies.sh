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

# So with scores, that decide or stand beside what does; a tally of old has none, and says so.
awk -F, 'NR == 1 { print $0 ",risk" } NR > 1 { print $0 "," NR % 41 / 50 }' decisions.csv > scored_decisions.csv
{ head -n 1 scored_decisions.csv && sed -n 2,151p scored_decisions.csv; } > scored_first.csv
{ head -n 1 scored_decisions.csv && sed -n '152,$p' scored_decisions.csv; } > scored_second.csv
for way in "--score risk --threshold 0.4" "--decision approved --score risk"; do
    read -ra scored <<< "$way"
    for file in first second decisions; do
        expect 0 "$EXAEQUO" tally scored_$file.csv "${scored[@]}" --by gender,region --no-progress -o scored_$file.tally
    done
    expect 0 "$EXAEQUO" merge scored_second.tally scored_first.tally -o scored_merged.tally
    result rows scored_decisions.csv "${scored[@]}"
    result tally scored_decisions.tally
    result shards scored_first.csv scored_second.csv "${scored[@]}"
    for name in tally shards; do
        cmp -s rows $name || fail "$way: the result of $name differs from that of the rows"
    done
done
result rows scored_first.csv scored_second.csv "${scored[@]}"
result merged scored_merged.tally
cmp -s rows merged || fail "scores do not merge"
[ "$(jq -c '[.conventions.decision, .conventions.score, .conventions.threshold]' rows)" = '["approved","risk",null]' ] ||
    fail "a score beside a decision is not told"
jq 'del(.scores)' scored_first.tally > old.tally
expect 0 "$EXAEQUO" merge old.tally scored_second.tally -o half.tally
[ "$(jq 'has("scores")' half.tally)" = false ] || fail "half of the scores are kept"
result half half.tally
jq -e '.data.warnings | any(startswith("The scores are not known"))' half > lost || fail "nobody says that scores are lost"
jq -e '.data.warnings == []' rows > none || fail "scores are said to be lost: $(jq .data.warnings rows)"
expect 2 "$EXAEQUO" audit scored_first.csv "${scored[@]}" --by gender --threshold 0.4
grep -q '^exaequo: --threshold makes decisions of scores' stderr || fail "a threshold beside a decision is not refused: $(cat stderr)"

finish "tallies add up"
