# SPDX-License-Identifier: Apache-2.0
# Several rows of one person: the same result however the rows are read, persons counted for the minimum cell, ranges wider
# than those of rows, and what cannot be done said at once.
. "$(dirname "$0")/program.bash"

# 3,000 rows of 300 people, each selected as often as the person's number says; few.csv: group C has 40 rows of 9 people.
awk 'BEGIN {
    print "customer_id,sex,shop,approved"
    for (i = 0; i < 3000; i++) {
        person = i * 7919 % 300
        printf "c%d,%s,%s,%d\n", person, person % 2 ? "female" : "male", int(i / 300) % 4 ? "north" : "south",
            (person * 37 + i * 11) % 100 < person % 10 * 10
    }
}' > rows.csv
{ cat rows.csv; awk 'BEGIN { for (i = 0; i < 40; i++) printf "x%d,none said,north,%d\n", i % 9, i % 2 }'; } > few.csv
help="(see exaequo audit --help)"
roles=(--decision approved --by sex --no-progress)

command -v jq > /dev/null || skip "no jq: run tools/deps --dev"

# result NAME DATA... [OPTION...]: the result document without where it came from.
result()
{
    local name=$1
    shift
    expect 0 "$EXAEQUO" audit "$@" --by sex --by shop --out json --no-progress
    jq 'del(.data.sources, .provenance)' stdout > "$name"
    [ -s "$name" ] || fail "no result of $*"
}

# figure NAME FILTER: one figure of a result.
figure()
{
    jq -r "$2" "$1"
}

# Whichever road the rows took.
result one rows.csv --decision approved --unit customer_id --threads 1
for threads in 2 16; do
    result many rows.csv --decision approved --unit customer_id --threads $threads
    cmp -s one many || fail "the result shows that $threads threads read"
done
for shard in 0 1 2; do
    awk -F, -v shard=$shard 'NR == 1 || substr($1, 2) % 3 == shard' rows.csv > shard.csv
    expect 0 "$EXAEQUO" tally shard.csv --unit customer_id --decision approved --by sex --by shop --no-progress \
        -o $shard.tally
done
! grep -qE '"c[0-9]+"' 0.tally || fail "an id of a person stands in the tally"
expect 0 "$EXAEQUO" merge 2.tally 0.tally 1.tally -o all.tally
result merged all.tally
cmp -s one merged || fail "the result shows that shards were merged"

# Persons in the document.
[ "$(figure one '.uncertainty | [.unit, .units] | @csv')" = '"customer_id",300' ] || fail "not 300 persons"
[ "$(figure one '.questions[0].groups | map(.n) | @csv')" = '150,150' ] || fail "not 150 persons a group"
[ "$(figure one '.questions[0].groups[0].rates.selection_rate | [.method, .deff > 1.5] | @csv')" = '"wilson_units",true' ] ||
    fail "no design effect"
[ "$(figure one '.questions[1].disparities[] | select(.metric == "selection_rate_ratio") | .method')" = mover_units ] ||
    fail "people of both shops are taken for others"
[ "$(figure one '.questions[0].disparities[] | select(.metric == "selection_rate_ratio") | [.p_why, .shrunken_why] | @csv')" = \
    '"needs_people","needs_people"' ] || fail "rows were tested as people"
result plain rows.csv --decision approved
[ "$(jq -s 'map(.questions[0].groups[0].rates.selection_rate | .hi - .lo) | .[0] > 1.3 * .[1]' one plain)" = true ] ||
    fail "ranges of rows are not narrower"
[ "$(figure plain '.uncertainty.units')" = null ] || fail "persons without a unit"
[ "$(figure plain '.data.warnings[0]')" = "rows.csv: values of column customer_id repeat: if several rows belong to one \
person, say --unit customer_id, or ranges are too narrow." ] || fail "no word of the column customer_id"
[ "$(figure one '.data.warnings | length')" = 0 ] || fail "a word too much"

# Persons are counted, not rows.
expect 0 "$EXAEQUO" audit few.csv "${roles[@]}" --unit customer_id --min-cell 10 --out json
[ "$(jq -r '.questions[0].groups[2] | [.levels.sex, .why, .n] | @csv' stdout)" = '"none said","below_min_cell",' ] ||
    fail "forty rows of nine people are shown"
expect 0 "$EXAEQUO" audit few.csv "${roles[@]}" --min-cell 10 --out json
[ "$(jq -r '.questions[0].groups | map(.withheld) | any' stdout)" = false ] || fail "forty people are withheld"

# In words.
expect 0 "$EXAEQUO" audit rows.csv "${roles[@]}" --unit customer_id --out text --out html=page.html
grep -q 'Several rows belong to one person (3,000' stdout || fail "the text says nothing of persons"
grep -q '300 people): ranges allow for it; the design effect is up to' page.html || fail "the page says nothing of persons"

# Whose row it is has to be said.
awk -F, 'NR % 40 == 2 { sub(/^[^,]*/, "") } { print }' rows.csv > nobody.csv
expect 0 "$EXAEQUO" audit nobody.csv "${roles[@]}" --unit customer_id --out json
[ "$(jq -r '.data.rows_excluded.unit_missing' stdout)" = 75 ] || fail "rows of nobody are not left out"
expect 3 "$EXAEQUO" audit nobody.csv "${roles[@]}" --unit customer_id --max-excluded 0.01
says "75 of 3,000 rows cannot be used (unit_missing 75), more than the share of 0.01 that may be left out. Mend them, or \
allow it: --max-excluded 0.03"
expect 2 "$EXAEQUO" audit rows.csv "${roles[@]}" --unit person
says "rows.csv: there is no column person. The columns are customer_id, sex, shop, approved. $help"
expect 2 "$EXAEQUO" audit rows.csv "${roles[@]}" --unit customer_id --counts shop
says "--unit and --counts exclude each other: where rows are counted already, nobody can tell whose they are. Give the rows. \
$help"
expect 2 "$EXAEQUO" audit rows.csv "${roles[@]}" --unit customer_id --weight shop
says "--unit and --weight exclude each other: no range has been derived for weighted rows of which several belong to one \
person. Leave one out. $help"
expect 0 "$EXAEQUO" tally rows.csv "${roles[@]}" -o without.tally
expect 3 "$EXAEQUO" merge all.tally without.tally -o both.tally

finish "rows of one person are one person's"
