# SPDX-License-Identifier: Apache-2.0
# Two versions on the same people, lists and decisions: the same changes from rows in any order, from any number of threads
# and from merged tallies; nobody who was taken away leaves a trace; and what cannot be told is refused.
. "$(dirname "$0")/program.bash"
command -v jq > /dev/null || skip "no jq: run tools/deps --dev"

awk 'BEGIN {
    print "user,item,rank" > "new.csv"
    print "user,item,rank" > "old.csv"
    print "user,item" > "truth.csv"
    print "user,gender" > "users.csv"
    print "item,kind" > "items.csv"
    for (i = 0; i < 40; i++)
        printf "i%d,%s\n", i, i % 3 ? "song" : "story" > "items.csv"
    for (u = 0; u < 90; u++) {
        printf "u%d,%s\n", u, u % 3 ? "female" : "male" > "users.csv"
        for (r = 1; r <= 5; r++) {
            if (u % 11)
                printf "u%d,i%d,%d\n", u, (u + 7 * r) % 40, r > "new.csv"
            if (u % 7)
                printf "u%d,i%d,%d\n", u, (2 * u + 9 * r) % 40, r > "old.csv"
        }
        printf "u%d,i%d\nu%d,i%d\n", u, (u + 7) % 40, u, (2 * u + 18) % 40 > "truth.csv"
    }
    print "id,sex,now,then,score_now,score_then,paid" > "rows.csv"
    for (p = 0; p < 400; p++)
        printf "%d,%s,%s,%s,%.2f,%.2f,%d\n", p, p % 3 ? "f" : "m", p % 5 < 2 ? "yes" : "no", p % 7 < 3 ? "yes" : "no",
            (p * 37 % 100) / 100, (p * 53 % 100) / 100, p % 4 == 1 > "rows.csv"
}'
roles=(--user user --item item --rank rank --truth truth.csv --users users.csv --items items.csv:item --at 3,5)
groups=(--by-user gender --by-item kind)

# changes NAME DATA... : what changes, without the names of the versions, which are those of files
changes()
{
    local name=$1
    shift
    expect 0 "$EXAEQUO" audit "$@" --out json --no-progress
    jq '.versions | del(.before, .after)' stdout > "$name"
    [ "$(jq '.changes | length > 20' "$name")" = true ] || fail "$name tells of no changes"
}

says() { grep -q -- "$1" stderr || fail "standard error is: $(cat stderr), without: $1"; }

# ------------------------------------------------------------------------------------------------------------- lists
shuffle() { head -n 1 "$1" && sed 1d "$1" | sort -t, -k2; }
for version in new old; do
    shuffle $version.csv > $version.shuffled.csv
    { head -n 1 $version.csv && grep -E '^u[0-9]*[02468],' $version.csv; } > $version.even.csv
    { head -n 1 $version.csv && grep -E '^u[0-9]*[13579],' $version.csv; } > $version.odd.csv
done
changes rows new.csv --against old.csv "${roles[@]}" "${groups[@]}" --threads 1
changes threads new.csv --against old.csv "${roles[@]}" "${groups[@]}" --threads 4
changes shuffled new.shuffled.csv --against old.shuffled.csv "${roles[@]}" "${groups[@]}"
for part in even odd; do
    expect 0 "$EXAEQUO" tally new.$part.csv --against old.$part.csv "${roles[@]}" "${groups[@]}" --no-progress -o $part.tally
done
expect 0 "$EXAEQUO" merge odd.tally even.tally -o all.tally
expect 0 "$EXAEQUO" merge even.tally odd.tally -o again.tally
cmp -s all.tally again.tally || fail "the order of merging shows"
changes merged all.tally "${groups[@]}"
for name in threads shuffled merged; do
    cmp -s rows $name || fail "what changes is another by $name than by rows"
done
expect 0 "$EXAEQUO" tally new.even.csv "${roles[@]}" "${groups[@]}" --no-progress -o one.tally
expect 3 "$EXAEQUO" merge one.tally odd.tally -o both.tally
says "number of versions"
# the same lists twice change nothing
expect 0 "$EXAEQUO" audit new.csv --against new.csv "${roles[@]}" "${groups[@]}" --out json --no-progress
[ "$(jq '[.versions.changes[] | select(.change != null and .change != 0)] | length' stdout)" = 0 ] ||
    fail "a version differs from itself"
[ "$(jq '[.versions.changes[] | select(.better != null) | .better + .worse] | add' stdout)" = 0 ] ||
    fail "somebody is better off with the same list"
# either way round; only numbers that everybody has under both, since few who have one under the first alone hide it
jq '[.changes[] | select(.change != null and (.metric | test("^(ndcg|hit|recall)@"))) | -.change] | add' rows > there
expect 0 "$EXAEQUO" audit old.csv --against new.csv "${roles[@]}" "${groups[@]}" --out json --no-progress
jq '[.versions.changes[] | select(.change != null and (.metric | test("^(ndcg|hit|recall)@"))) | .change] | add' stdout > back
jq -e -n --slurpfile a there --slurpfile b back '($a[0] - $b[0]) | fabs < 1e-9' > result || fail "turning round is another change"
[ "$(cat result)" = true ] || fail "there and back differ"

expect 2 "$EXAEQUO" audit all.tally --against old.csv "${groups[@]}"
says "cannot be added to a saved tally"
expect 2 "$EXAEQUO" audit new.csv --against-decision rank "${roles[@]}" "${groups[@]}"
says "is for decisions"

# --------------------------------------------------------------------------------------------------------- decisions
decided=(--decision now --against-decision then --label paid --by sex --selected-is good)
changes decisions rows.csv "${decided[@]}"
shuffle rows.csv > rows.shuffled.csv
changes decisions.shuffled rows.shuffled.csv "${decided[@]}" --threads 4
{ head -n 1 rows.csv && sed 1d rows.csv | awk 'NR % 2'; } > first.csv
{ head -n 1 rows.csv && sed 1d rows.csv | awk 'NR % 2 == 0'; } > second.csv
for part in first second; do
    expect 0 "$EXAEQUO" tally $part.csv --decision now --against-decision 'then' --label paid --by sex --no-progress -o $part.tally
done
expect 0 "$EXAEQUO" merge first.tally second.tally -o decisions.tally
changes decisions.merged decisions.tally --by sex --selected-is good
for name in shuffled merged; do
    cmp -s decisions decisions.$name || fail "what changes is another by $name than by rows"
done
[ "$(jq '[.changes[] | select(.metric == "selection_rate" and .group == null)][0] | [.better, .worse, .same] | add' decisions)" = 400 ] ||
    fail "better, worse and same are not everybody"
changes scores rows.csv --score score_now --against-score score_then --threshold 0.5 --by sex

# what three men got now and not then would be what all men got less those of both: it is not told, nor of all together
awk -F, -v OFS=, '$2 == "m" && ++men <= 3 { $4 = "" } { print }' rows.csv > few.csv
expect 0 "$EXAEQUO" audit few.csv "${decided[@]}" --out json --no-progress
told=$(jq -c '[.versions.changes[] | select(.metric == "selection_rate") | .why]' stdout)
[ "$told" = '[null,"below_min_cell","below_min_cell"]' ] || fail "of three men is told: $told"
[ "$(jq '[.. | numbers | select(. == 3)] | length' <(jq '.versions' stdout))" = 0 ] || fail "the three men are counted"

expect 2 "$EXAEQUO" audit rows.csv --decision now --by sex --against rows.csv
says "--against-decision"
expect 2 "$EXAEQUO" audit rows.csv --decision now --by sex --against-score score_then
says "--threshold"
expect 2 "$EXAEQUO" audit rows.csv --decision now --by sex --against-decision sex
says "column sex holds no decision"
expect 2 "$EXAEQUO" audit rows.csv --decision now --by sex --against-decision nowhere

finish "what another version changes is the same whichever way it comes"
