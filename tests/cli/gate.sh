# SPDX-License-Identifier: Apache-2.0
# The gate: exit codes say what was decided, all outputs are complete whatever the verdict, and nothing that is broken,
# withheld or empty passes.
. "$(dirname "$0")/program.bash"

gate=("$EXAEQUO" gate decisions.csv --decision approved --by gender --no-progress)

# Women are selected 4 times in 7, men 3 times: 0.75 as often or 1.33 times.
expect 0 "${gate[@]}" --check 'selection_rate_min_ratio >= 0.5' --quiet
expect 1 "${gate[@]}" --check 'selection_rate_min_ratio >= 0.95' --quiet
expect 0 "${gate[@]}" --check 'selection_rate_min_ratio >= 0.75' --out json=unsure.json
grep -q '"verdict": *"not_settled"' unsure.json || fail "a limit inside the range is settled"
head -n 1 stdout | grep -q '^NOT SETTLED   1 of 1 checks, 0 missed  *exit 0$' || fail "the first line is: $(head -n 1 stdout)"
tail -n 1 stdout | grep -qx 'exit 0: none missed; not settled only warns (if_unsure)' || fail "the last line is wrong"
expect 4 "${gate[@]}" --check 'false_positive_rate_ratio <= 1.25' --quiet
expect 2 "${gate[@]}" --quiet
says "a gate needs something to check: say -p POLICY with a check in it, or --check 'METRIC >= N [by GROUPING]'. exaequo audit describes without checking (see exaequo gate --help)"
expect 3 "${gate[@]}" --check 'selection_rate_min_ratio >= 0.5' --expect-rows 401 --quiet
: > empty.csv
expect 3 "$EXAEQUO" gate empty.csv --decision approved --by gender --check 'selection_rate_min_ratio >= 0' --quiet
expect 3 "$EXAEQUO" gate nosuch.csv --decision approved --by gender --check 'selection_rate_min_ratio >= 0' --quiet
# What fails outweighs what could not be computed.
expect 1 "${gate[@]}" --check 'selection_rate_min_ratio >= 0.95' --check 'false_positive_rate_ratio <= 1.25' --quiet
# audit checks as well, and without checks cannot fail.
expect 1 "${audit[@]}" --check 'selection_rate_min_ratio >= 0.95' --quiet
expect 0 "${audit[@]}" --quiet

# One group, and one that is withheld.
grep -v female decisions.csv > men.csv
expect 4 "$EXAEQUO" gate men.csv --decision approved --by gender --check 'selection_rate_min_ratio >= 0' --quiet
(cat decisions.csv; echo other,north,1) > three.csv
expect 0 "$EXAEQUO" gate three.csv --decision approved --by region,gender --check 'selection_rate_min_ratio >= 0.1' \
    --out json=three.json --no-progress
grep -q '"outcome": *"inconclusive"' three.json || fail "a withheld group passes"
head -n 1 stdout | grep -q '^MET AS FAR AS SHOWN' || fail "the first line is: $(head -n 1 stdout)"

# A gate that fails leaves everything; one that breaks leaves nothing.
expect 1 "${gate[@]}" --check 'selection_rate_min_ratio >= 0.95' --report failed --out junit=failed.xml --quiet
holds failed report.html result.json summary.md
grep -q '"outcome": *"fail"' failed/result.json || fail "the result does not say that it failed"
grep -q 'id="checks"' failed/report.html || fail "the report has no table of checks"
head -n 1 failed/summary.md | grep -qx '### ✗ Missed: 1 of 1 checks' || fail "the summary does not begin with the verdict"
! command -v xmllint > /dev/null || xmllint --noout failed.xml || fail "the JUnit file is no XML"
grep -q '<failure message=' failed.xml || fail "the JUnit file holds no failure"
expect 3 "${gate[@]}" --check 'selection_rate_min_ratio >= 0.95' --expect-rows 1 --report broken --quiet
[ ! -e broken ] || fail "a broken run left something behind"

# The same words, and the same end, from the saved result.
expect 1 "${gate[@]}" --check 'selection_rate_min_ratio >= 0.95' --out junit=direct.xml --out md=direct.md --out json=r.json --quiet
expect 1 "$EXAEQUO" report r.json --out junit=again.xml --out md=again.md --quiet
cmp -s direct.xml again.xml && cmp -s direct.md again.md || fail "checks change when they are read and written"

# Every way to say a check wrongly is answered by what is wrong.
refuses()
{
    expect 2 "${gate[@]}" --check "$1" --quiet
    says "$2 (see exaequo gate --help)"
}
example="such as 'selection_rate_ratio >= 0.80 by sex'"
refuses 'selection_rat >= 0.8' "there is no metric selection_rat. Near it: selection_rate, selection_rate_difference, selection_rate_ratio. All of them: exaequo list."
refuses 'selection_rate' "check 'selection_rate' has no limit. Say METRIC >= N or METRIC <= N, $example."
refuses '>= 0.8' "check '>= 0.8' names no metric before its limit. Say METRIC >= N, $example."
refuses 'selection_rate >=' "check 'selection_rate >=' names no number behind its sign. Say METRIC >= N, $example."
for sign in '>' '<' '=' '=='; do
    refuses "selection_rate $sign 1" "check 'selection_rate $sign 1' compares neither with >= nor with <=. A limit itself is always met."
done
for number in 0.1234567 -1 80% 1e-3 nan ,8; do
    refuses "selection_rate >= $number" "limit '$number' is not a plain number of at most 6 decimals. Write it in digits, such as 0.80."
done
refuses 'selection_rate >= 2000000' "limit '2000000' is above 1000000, beyond which nothing is compared exactly."
refuses 'selection_rate >= 0.8 by' "check 'selection_rate' names no grouping behind \`by\`. Say by COLUMN[,COLUMN]."
refuses 'selection_rate >= 0.8 for gender' "behind the limit of check 'selection_rate' stands 'for gender'. Only \`by GROUPING\` can follow it."
refuses 'selection_rate >= 0.8 by region' "check selection_rate is by region, which was not asked for. Asked for: gender. Add --by region."

finish "the gate says what was decided"
