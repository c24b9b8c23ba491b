# SPDX-License-Identifier: Apache-2.0
# Outputs appear whole, as a set, over nothing that is not theirs, or not at all.
. "$(dirname "$0")/program.bash"

# A report is a folder of three; text goes to the screen and ends with the exit code.
expect 0 "${audit[@]}" --report out
holds out report.html result.json summary.md
tail -n 1 stdout | grep -q '^exit 0: ' || fail "the text does not end with the exit code"
[ "$(stat -c %a out/result.json)" = 640 ] || fail "result.json is not 0640"
[ "$(stat -c %a out)" = 750 ] || fail "the folder is not 0750"
expect 0 "${audit[@]}" --report out/ --quiet
[ ! -s stdout ] || fail "--quiet says something"
holds out report.html result.json summary.md

# Weighted rows are no people to make sentences of; the text is whole all the same.
awk -F, -v OFS=, '{ print $0, NR == 1 ? "weight" : 1 + NR % 3 }' decisions.csv > weighted.csv
expect 0 "$EXAEQUO" audit weighted.csv --decision approved --by gender --weight weight --no-progress
tail -n 1 stdout | grep -q '^exit 0: ' || fail "the text of a weighted audit does not end with the exit code"

# Who has more is said of weighted rates too: nobody with a ratio below 1 is marked as higher.
awk 'BEGIN { print "group,decided,weight"
    for (i = 0; i < 600; i++)
        printf "%s,%d,%s\n", i % 2 ? "few" : "many", i % 10 < (i % 2 ? 3 : 7), 1 + i % 3 / 2 }' > gap.csv
expect 0 "$EXAEQUO" audit gap.csv --decision decided --by group --weight weight --reference group=many --no-progress
grep -q '^  few .*▼$' stdout || fail "a weighted ratio below 1 is not marked as shown lower"

# Replaced, not rewritten: who holds the older file still reads it.
ln out/result.json older.json
cp older.json copy.json
expect 0 "${audit[@]}" --min-cell 11 --report out --quiet
cmp -s older.json copy.json || fail "the older result was written into"
[ "$(stat -c %i older.json)" != "$(stat -c %i out/result.json)" ] || fail "the older result was not replaced"

# Standard output takes one; text makes room for it.
expect 0 "${audit[@]}" --out json
head -c 1 stdout | grep -q '{' || fail "--out json does not print JSON"
expect 0 "${audit[@]}" --out json=- --out text=text.txt --quiet
head -c 1 stdout | grep -q '{' || fail "--out json=- does not print JSON"
[ -s text.txt ] || fail "--out text=text.txt wrote nothing"

# The same document, rendered again.
expect 0 "${audit[@]}" --out json=direct.json --out html=direct.html --quiet
expect 0 "$EXAEQUO" report direct.json --out json=again.json --out html=again.html --quiet
cmp -s direct.json again.json || fail "the result changes when it is read and written"
cmp -s direct.html again.html || fail "the page changes when it is rendered again"
expect 0 "$EXAEQUO" report - --out json=again.json --quiet < direct.json
cmp -s direct.json again.json || fail "the result changes when it comes through standard input"

# A full disk behind standard output.
if [ -c /dev/full ]; then
    for words in list --help --version doctor schema "report direct.json"; do
        code=0
        # shellcheck disable=SC2086
        "$EXAEQUO" $words > /dev/full 2> stderr || code=$?
        [ "$code" -eq 3 ] || fail "$words into a full device ends with $code"
        says "standard output could not be written: No space left on device"
    done
fi
code=0
"$EXAEQUO" list >&- 2> stderr || code=$?
[ "$code" -eq 3 ] || fail "list into a closed standard output ends with $code"
code=0
"${audit[@]}" --report closed --quiet <&- >&- 2>&- || code=$?
holds closed report.html result.json summary.md

# Inputs are safe, under any of their names.
ln decisions.csv hard.csv
ln -s decisions.csv soft.csv
sum=$(cksum < decisions.csv)
for name in decisions.csv ./decisions.csv hard.csv soft.csv; do
    expect 2 "${audit[@]}" --out "json=$name"
    says "$name: is an input, and an output would replace it (see exaequo audit --help)"
done
expect 2 "$EXAEQUO" audit - --decision approved --by gender --out json=decisions.csv < decisions.csv
[ "$(cksum < decisions.csv)" = "$sum" ] || fail "an input was changed"

# Links are neither followed nor replaced.
echo precious > precious
ln -s precious link
expect 3 "${audit[@]}" --out json=link
says "link: is a link, and only a plain file is replaced. Name another file, or - for standard output"
[ "$(cat precious)" = precious ] && [ -L link ] || fail "a link was followed or replaced"

# All or nothing: the second cannot be written, so the first is not, nor the folder that was made for it.
expect 3 "${audit[@]}" --report new --out json=nosuch/deep/x.json
[ ! -e new ] || fail "a folder was left behind"

# A disk that is full sooner or later, and too few descriptors: complete or nothing.
limited()
{
    code=0
    (ulimit "$@" && exec "${audit[@]}" --report new --quiet) > /dev/null 2> stderr || code=$?
    if [ "$code" -eq 0 ]; then
        holds new report.html result.json summary.md
        rm -r new
    elif [ -e new ]; then
        fail "limit $*: exit $code left something behind: $(ls -A new)"
    fi
}

code=1
for ((blocks = 1; blocks < 2000 && code != 0; blocks++)); do
    limited -f $blocks
    [ "$code" -eq 0 ] || grep -q '^exaequo: new/re[a-z.]*: could not be written: File too large$' stderr ||
        fail "$blocks KiB: $(cat stderr)"
done
[ $blocks -gt 2 ] && [ "$code" -eq 0 ] || fail "no limit was met at $blocks KiB"
for ((open = 3; open <= 16; open++)); do
    limited -n $open
    case $code in 0 | 3 | 127) ;; *) fail "$open descriptors: exit $code: $(cat stderr)" ;; esac
done

expect 2 "$EXAEQUO" audit decisions.csv --decision nosuch --by gender --report new
[ ! -e new ] || fail "a failed audit left something behind"

# A folder that may not be written to. Root may write anywhere, so another user tries.
mkdir locked
chmod 555 locked
someone=()
if [ "$(id -u)" -eq 0 ]; then
    chmod 755 "$scratch"
    someone=(setpriv --reuid=65534 --regid=65534 --clear-groups)
    "${someone[@]}" test -x "$EXAEQUO" 2> /dev/null || someone=(false)
fi
if [ "${someone[*]-}" != false ]; then
    expect 3 "${someone[@]}" "${audit[@]}" --report locked
    says "locked/result.json: its folder cannot be written to: Permission denied"
    holds locked
fi

# What a killed run left is removed by the next; what a running one holds, and what is not ours, is not.
mkdir left
touch left/.exaequo-0123456789abcdef.tmp left/.exaequo-held.tmp left/other.tmp left/.exaequo-00000000000000ff.tmp
flock left/.exaequo-00000000000000ff.tmp "${audit[@]}" --report left --quiet
holds left .exaequo-00000000000000ff.tmp .exaequo-held.tmp other.tmp report.html result.json summary.md

finish "outputs are whole or not there"
