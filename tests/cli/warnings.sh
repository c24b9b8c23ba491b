# SPDX-License-Identifier: Apache-2.0
# What stands out in the data is said, in the result and before anyone quotes it: a file given twice, levels that are two
# only by how they are written, a merge of what does not fit; and counts of any width leave room for the mark.
. "$(dirname "$0")/program.bash"

# rows LEVEL COUNT: so many decisions of a level, every other one favourable.
rows()
{
    for ((i = 0; i < $2; i++)); do
        printf '%s,%d\n' "$1" $((i % 2))
    done
}

told()
{
    tr '\n' ' ' < stdout | tr -s ' '
}

composed=$'Jos\xc3\xa9' decomposed=$'Jose\xcc\x81'
{
    echo group,decision
    rows Male 60
    rows 'male ' 50
    rows "$composed" 40
    rows "$decomposed" 40
    rows Female 30
    rows female 3
} > people.csv
expect 0 "$EXAEQUO" audit people.csv --decision decision --by group --out json=people.json --out text=-
grep -q '“Male” and “male ” differ only' people.json || fail "Male and male are not told of"
told | grep -q 'Note: column group: .* and .* differ only in capitals' || fail "the text does not tell of look-alikes"
! grep -q '“Female”' people.json || fail "a warning gives a withheld level away"
expect 0 "$EXAEQUO" audit people.csv --decision decision --by group --min-cell 1 --out json=people.json --quiet
grep -q '“Female” and “female” differ only' people.json || fail "Female and female are not told of"
grep -q "“$decomposed” and “$composed” differ only" people.json || fail "two spellings of one letter are not told of"

expect 0 "$EXAEQUO" audit people.csv people.csv --decision decision --by group --out json=twice.json --out text=-
grep -q 'people.csv and people.csv hold the same bytes' twice.json || fail "a file given twice is not told of"
told | grep -q 'hold the same bytes: their rows are counted twice' || fail "the text does not tell of a file given twice"

# Nothing within strata can be shown: no heading over nothing.
{
    echo group,decision,place
    for ((i = 0; i < 60; i++)); do
        echo "$((i % 2)),$((i % 3 > 0)),$i"
    done
} > alone.csv
expect 0 "$EXAEQUO" audit alone.csv --decision decision --by group --given place
! grep -q WITHIN stdout || fail "a heading stands over strata that are not shown: $(cat stdout)"

# Nobody is selected: the ratio to everyone has a reason, and it is the right one.
{
    echo group,decision
    for ((i = 0; i < 40; i++)); do
        echo "$((i % 2)),0"
    done
} > nobody.csv
expect 0 "$EXAEQUO" audit nobody.csv --decision decision --by group --out json=nobody.json --quiet
grep -q '"nobody_selected"' nobody.json || fail "nobody was selected, and no ratio says so"
{
    echo group,decision,label
    for ((i = 0; i < 80; i++)); do
        echo "$((i % 2)),$((i / 2 % 2)),$((i / 2 % 2))"
    done
} > perfect.csv
expect 0 "$EXAEQUO" audit perfect.csv --decision decision --label label --by group --out json=perfect.json --quiet
grep -q '"nobody_counted"' perfect.json || fail "no error was made by anybody, and no ratio of errors says so"

cat > counts.csv << 'END'
group,decision,people
first,1,4000000000000
first,0,5000000000000
second,1,3100000000000
second,0,5100000000000
a name that is rather long,1,10
a name that is rather long,0,30
END
COLUMNS=80 expect 0 "$EXAEQUO" audit counts.csv --counts people --decision decision --by group
grep -q '^  second .* ▼$' stdout || fail "wide counts push the mark out: $(cat stdout)"
grep -q '^  a name.* ▼$' stdout || fail "wide counts push the mark out: $(cat stdout)"

finish "what stands out is said"
