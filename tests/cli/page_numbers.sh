# SPDX-License-Identifier: Apache-2.0
# Every number of a page is the number of its result, rounded, in every language; the same result gives the same bytes; and a
# page of forty plots can be mailed.
. "$(dirname "$0")/program.bash"
command -v python3 > /dev/null || skip "no python3: run tools/deps --dev"
fixtures=$EXAEQUO_SOURCE/fixtures

# numbers NAME AUDIT...: the round trip of both pages
numbers()
{
    local name=$1
    shift
    expect 0 "$EXAEQUO" audit "$@" --lang en,fr --report "$name" --no-progress --quiet
    python3 "$EXAEQUO_SOURCE/tests/oracle/check_numbers.py" "$name/result.json" "$name/report.html" "$name/report.fr.html" \
        > numbers.txt || fail "$name: $(tail -n 5 numbers.txt)"
    expect 0 "$EXAEQUO" report "$name/result.json" --lang en,fr --report again --quiet
    for page in report.html report.fr.html; do
        cmp -s "$name/$page" "again/$page" || fail "$name: $page is another from the same result"
    done
}
numbers berkeley "$fixtures/berkeley_admissions.csv" --counts people --decision admitted --favourable yes \
    --selected-is good --by sex --given department --reference sex=men
numbers compas "$fixtures/compas_counts.csv" --counts defendants --decision rated --favourable 'medium or high' \
    --label reoffended --positive yes --selected-is bad --by race --by sex --by sex,race
# A number that its own range does not hold has a dagger, and the table says why; of Berkeley there is none.
variance=$(python3 -c '
import json, sys
questions = json.load(open(sys.argv[1]))["questions"]
print(sum(v["value"] > v["hi"] or v["value"] < v["lo"] for q in questions for v in q["between_group_variance"]
          if v["of"] in ("false_positive_rate", "selection_rate", "false_negative_rate", "precision") and v["hi"] is not None))
' compas/result.json)
[ "$variance" -gt 0 ] || fail "no variance of COMPAS lies outside its range any more: another example is needed"
grep -q '† outside its own plausible range' compas/report.html || fail "numbers outside their range are shown without a word"
grep -q '†' berkeley/report.html && fail "a dagger, though every range holds its number"
numbers films "$fixtures/lists/lists.csv" --user user_id --item item_id --rank rank --truth "$fixtures/lists/truth.tsv" \
    --history "$fixtures/lists/history.tsv" --users "$fixtures/lists/users.csv" --items "$fixtures/lists/items.csv" \
    --by-user gender --by-user age --by-item genres --split-on '|' --at 10

# Twenty groupings are two plots each, and findings have one.
awk 'BEGIN {
    line = "taken"
    for (a = 1; a <= 20; a++)
        line = line ",a" a
    print line
    for (i = 0; i < 3000; i++) {
        line = i % 5 < 2
        for (a = 1; a <= 20; a++)
            line = line "," (int(i / a) % 3 ? "one" : i % (a + 3) ? "two" : "three")
        print line
    }
}' > many.csv
by=()
for a in {1..20}; do by+=(--by "a$a"); done
expect 0 "$EXAEQUO" audit many.csv --decision taken "${by[@]}" --out html=many.html --no-progress --quiet
if "$EXAEQUO" doctor | grep -q '^gnuplot *[/0-9]'; then
    [ "$(grep -o '<svg' many.html | wc -l)" -ge 40 ] || fail "$(grep -o '<svg' many.html | wc -l) plots instead of 40"
fi
[ "$(stat -c %s many.html)" -lt 500000 ] || fail "a page of forty plots has $(stat -c %s many.html) bytes"
finish "$(cat numbers.txt); forty plots in $(stat -c %s many.html) bytes"
