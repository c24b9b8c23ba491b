# SPDX-License-Identifier: Apache-2.0
# Files that a policy names are found from its own folder, wherever the command is run; those of the command line are not.
# And how p-values allow for their number is the policy's to say, and no verdict's business.
. "$(dirname "$0")/program.bash"

mkdir -p fair/side elsewhere
awk 'BEGIN {
    print "user,item,rank" > "lists.csv"
    print "user,item" > "fair/side/truth.csv"
    print "user,item" > "fair/history.csv"
    print "user,gender" > "fair/users.csv"
    print "item,kind" > "fair/items.csv"
    for (i = 0; i < 60; i++)
        printf "i%d,%s\n", i, i % 3 ? "song" : "story" > "fair/items.csv"
    for (u = 0; u < 120; u++) {
        printf "u%d,%s\n", u, u % 3 ? (u % 3 == 1 ? "female" : "divers") : "male" > "fair/users.csv"
        for (r = 1; r <= 6; r++)
            printf "u%d,i%d,%d\n", u, (u * 7 + r * 11) % 60, r > "lists.csv"
        for (r = 1; r <= 2 + u % 3; r++)
            printf "u%d,i%d\n", u, (u * 7 + r * 22) % 60 > "fair/side/truth.csv"
        printf "u%d,i%d\n", u, (u * u) % 60 > "fair/history.csv"
    }
    for (p = 1; p <= 10; p++)
        print p "," 1 / p > "fair/positions.txt"
}'
# policy NAME [FILES]: of these lists, in the folder fair.
policy()
{
    cat > "fair/$1.yaml" << END
version: 1
data:
  columns: {user: user, item: item, rank: rank}
  at: 5
${2-}
groups: {gender: {}, kind: {side: item}}
uncertainty: {corrections: ${corrections-holm}}
checks:
  - {id: ndcg, metric: ndcg@5_min_ratio, by: gender, at_least: 0.01, decide_on: point}
END
}
files='  truth: side/truth.csv
  history: [history.csv]
  users: users.csv
  items: items.csv'
policy named "$files"
policy table "$files
  position_model: table=positions.txt"
policy absolute "${files/side/$PWD/fair/side}"
policy bare
beside=(--truth fair/side/truth.csv --history fair/history.csv --users fair/users.csv --items fair/items.csv)

# numbers: a result without what tells of its making.
numbers()
{
    sed -e '/"provenance": *{/,$d' -e 's/"where": *"[^"]*"//' "$1"
}
expect 0 "$EXAEQUO" gate lists.csv -p fair/named.yaml --no-progress --out json=near.json
(cd elsewhere && expect 0 "$EXAEQUO" gate ../lists.csv -p ../fair/named.yaml --no-progress --out json=../far.json)
expect 0 "$EXAEQUO" gate lists.csv -p fair/absolute.yaml --no-progress --out json=absolute.json
expect 0 "$EXAEQUO" gate lists.csv -p fair/bare.yaml "${beside[@]}" --no-progress --out json=beside.json
expect 0 "$EXAEQUO" gate lists.csv -p fair/table.yaml --no-progress --out json=table.json
for other in far absolute beside; do
    [ "$(numbers near.json)" = "$(numbers $other.json)" ] || fail "the result of $other.json is another"
done
(cd fair && expect 3 "$EXAEQUO" gate ../lists.csv -p bare.yaml "${beside[@]}" --no-progress)
rm fair/users.csv
expect 3 "$EXAEQUO" gate lists.csv -p fair/named.yaml --no-progress
grep -q 'fair/users.csv\|users.csv' stderr || fail "the message does not name the file"

# p-values by Holm and by Benjamini and Hochberg, and the same verdicts.
cat > rows.csv << 'END'
group,approved,people
a,1,300
a,0,300
b,1,120
b,0,180
c,1,130
c,0,170
d,1,140
d,0,160
END
for corrections in holm benjamini_hochberg; do
    cat > $corrections.yaml << END
version: 1
data: {columns: {decision: approved, counts: people}}
groups: {group: {}}
uncertainty: {corrections: $corrections}
checks:
  - {id: r, metric: selection_rate_ratio, by: group, at_least: 0.9}
END
    expect 0 "$EXAEQUO" audit rows.csv -p $corrections.yaml --no-progress --out json=$corrections.json --out html=$corrections.html
    grep -q "\"corrections\": *\"$corrections\"" $corrections.json || fail "the result does not tell of $corrections"
done
adjusted()
{
    tr -d ' \n' < "$1" | grep -o '"metric":"selection_rate_difference"[^}]*}[^}]*}[^}]*"p_adjusted":[0-9.e-]*' |
        sed 's/.*"p":\([0-9.e-]*\).*"p_adjusted":\([0-9.e-]*\)/\1 \2/'
}
# Of three p-values, from the least: Holm takes them 3, 2 and 1 times, Benjamini and Hochberg 3, 3/2 and 1 times.
adjusted holm.json | sort -g | awk '{ want = $1 * (4 - NR); if (want < most) want = most; most = want; if (want > 1) want = 1
    if (want - $2 > 1e-9 || $2 - want > 1e-9) bad = 1 } END { exit bad || NR != 3 }' || fail "holm: $(adjusted holm.json)"
adjusted benjamini_hochberg.json | sort -gr | awk 'BEGIN { least = 1 } { want = $1 * 3 / (4 - NR); if (want > least) want = least; least = want
    if (want - $2 > 1e-9 || $2 - want > 1e-9) bad = 1 } END { exit bad || NR != 3 }' ||
    fail "benjamini_hochberg: $(adjusted benjamini_hochberg.json)"
checks()
{
    tr -d ' \n' < "$1" | grep -o '"checks":\[.*"conventions":' | sed 's/"where":"[^"]*"//g'
}
[ "$(checks holm.json)" = "$(checks benjamini_hochberg.json)" ] || fail "the verdicts rest on the correction"
grep -q 'Benjamini' benjamini_hochberg.html || fail "the page does not tell how p-values were adjusted"

finish "policies find their files and correct p-values"
