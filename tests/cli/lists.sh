# SPDX-License-Identifier: Apache-2.0
# Recommendation lists the whole way: the same bytes from rows in any order, from any number of threads and from merged
# tallies; and what is wrong with an input is said, never counted.
. "$(dirname "$0")/program.bash"

awk 'BEGIN {
    print "user,item,rank" > "lists.csv"
    print "user,item" > "truth.csv"
    print "user,item" > "history.csv"
    print "user,gender,region" > "users.csv"
    print "item,kind" > "items.csv"
    for (i = 0; i < 60; i++)
        printf "i%d,%s\n", i, i % 3 ? (i % 2 ? "song|story" : "song") : "story" > "items.csv"
    for (u = 0; u < 120; u++) {
        printf "u%d,%s,%s\n", u, u % 3 ? "female" : "male", u % 2 ? "north" : "south" > "users.csv"
        for (r = 1; r <= 6; r++)
            printf "u%d,i%d,%d\n", u, (u * r + r * r) % 59, r > "lists.csv"
        printf "u%d,i%d\n", u, (u + 1) % 59 > "truth.csv"
        if (u % 4)
            printf "u%d,i%d\n", u, (3 * u + 2) % 60 > "truth.csv"
        for (h = 0; h < 4; h++)
            printf "u%d,i%d\n", u, (u * u + 7 * h) % 60 > "history.csv"
    }
}'
# rows whose items repeat within a list would be refused
awk -F, 'NR == 1 || !seen[$1, $2]++ { if ($1 != last) n = 0; last = $1; print NR == 1 ? $0 : $1 "," $2 "," ++n }' lists.csv > clean.csv
roles=(--user user --item item --rank rank --truth truth.csv --history history.csv --users users.csv
    --items items.csv:item --split-on '|' --at 3,5 --no-progress)
groups=(--by-user gender --by-user region --by-item kind)

# result NAME DATA... : the result without what says where it came from
result()
{
    local name=$1
    shift
    expect 0 "$EXAEQUO" audit "$@" --out json --no-progress
    jq 'del(.data.sources, .provenance)' stdout > "$name"
    [ -s "$name" ] || fail "no result of $*"
}

command -v jq > /dev/null || skip "no jq: run tools/deps --dev"
{ head -n 1 clean.csv && sed 1d clean.csv | sort -t, -k2; } > shuffled.csv
{ head -n 1 clean.csv && grep -E '^u[0-9]*[02468],' clean.csv; } > even.csv
{ head -n 1 clean.csv && grep -E '^u[0-9]*[13579],' clean.csv; } > odd.csv
result rows clean.csv "${roles[@]}" "${groups[@]}" --threads 1
result threads clean.csv "${roles[@]}" "${groups[@]}" --threads 4
result shuffled shuffled.csv "${roles[@]}" "${groups[@]}"
for part in even odd; do
    expect 0 "$EXAEQUO" tally $part.csv "${roles[@]}" "${groups[@]}" -o $part.tally
done
expect 0 "$EXAEQUO" merge odd.tally even.tally -o all.tally
result merged all.tally "${groups[@]}"
result tallies even.tally odd.tally --by gender --by region --by kind
for name in threads shuffled merged tallies; do
    cmp -s rows $name || fail "the result of $name differs from that of the rows"
done
sides=$(jq -c '[.questions[].side]' rows)
[ "$sides" = '["user","user","item","cross","cross"]' ] || fail "the sides are $sides"
[ "$(jq '.catalogue["gini@3"].value != null and .catalogue["pop_reo@5"] != null' rows)" = true ] || fail "no catalogue"

refused()
{
    local code=$1 words=$2
    shift 2
    expect "$code" "$EXAEQUO" audit "$@" --out json
    grep -q -- "$words" stderr || fail "standard error is: $(cat stderr), without: $words"
}
refused 2 "no grouping" clean.csv "${roles[@]}"
refused 2 "no column colour" clean.csv "${roles[@]}" --by-item colour
refused 2 "lie neither all in" clean.csv "${roles[@]}" --by gender,kind
refused 2 "position-model is log" clean.csv "${roles[@]}" "${groups[@]}" --position-model far
refused 2 "no truth was given" clean.csv --user user --item item --rank rank --users users.csv --by-user gender \
    --position-model err
refused 2 "Known are: elliot" clean.csv "${roles[@]}" "${groups[@]}" --compat nothing
refused 2 "whole numbers from 1" clean.csv "${roles[@]}" "${groups[@]}" --at 0
sed '3s/,2$/,9/' clean.csv > holes.csv
refused 3 "rank" holes.csv "${roles[@]}" "${groups[@]}"
{ cat clean.csv && sed -n 2p clean.csv; } > twice.csv
refused 3 "" twice.csv "${roles[@]}" "${groups[@]}"

finish "lists give one result whichever way they come"
