# SPDX-License-Identifier: Apache-2.0
# Two results side by side, and baselines in policies: what is comparable is compared, what is not is named, and nobody may
# be worse served than before unnoticed.
. "$(dirname "$0")/program.bash"

# people A_YES A_NO B_YES B_NO: two teams, counted.
people()
{
    printf 'team,approved,people\na,1,%d\na,0,%d\nb,1,%d\nb,0,%d\n' "$@"
}
people 5000 5000 4000 6000 > before.csv
people 4000 6000 3900 6100 > after.csv
describe=("$EXAEQUO" audit --decision approved --counts people --by team --selected-is good --no-progress --quiet)
expect 0 "${describe[@]}" before.csv --out json=before.json
expect 0 "${describe[@]}" after.csv --out json=after.json
grep -q '"comparison_digest": *"[0-9a-f]\{64\}"' before.json || fail "a result has no comparison digest"

expect 0 "$EXAEQUO" compare before.json after.json --report changes --out md=changes.md --out csv=changes.csv
holds changes report.html result.json summary.md
grep -q '"people_are": *"different"' changes/result.json || fail "the result does not say that the people differ"
grep -q '"gained": *"neither"' changes/result.json || fail "the result does not say that nobody gained"
expect 0 "$EXAEQUO" report changes/result.json --out json=again.json --quiet
cmp -s changes/result.json again.json || fail "what was compared changes when it is read and written"
expect 0 "$EXAEQUO" compare before.json after.json --out json=- --quiet
cmp -s stdout changes/result.json || fail "the same comparison gives other bytes"

# What does not go together.
expect 0 "${describe[@]}" before.csv --min-cell 20 --out json=coarse.json
expect 3 "$EXAEQUO" compare coarse.json after.json
says "coarse.json and after.json are not to be compared: they differ in min_cell (20 before, 10 now). Audit both with the same policy and options."
expect 3 "$EXAEQUO" compare before.csv after.json
expect 3 "$EXAEQUO" compare before.json nosuch.json
expect 2 "$EXAEQUO" compare before.json
expect 2 "$EXAEQUO" compare before.json after.json before.json
expect 2 "$EXAEQUO" compare - -
expect 2 "$EXAEQUO" compare before.json after.json --out json=before.json
[ -s before.json ] || fail "an input was written over"

# A policy whose baseline lies beside it.
mkdir -p policies/baselines
cp before.json policies/baselines/main.json
policy()
{
    cat > policies/p.yaml << END
version: 1
data: {columns: {decision: approved, counts: people}, selected_is: good}
groups:
  team: {reference: largest}
checks:
  - id: no-loss
    metric: selection_rate
    by: team
    compared_with: {$1}
END
}
gate=("$EXAEQUO" gate -p policies/p.yaml --no-progress)
policy "baseline: baselines/main.json, no_worse_by: 0.05"
expect 1 "${gate[@]}" after.csv --out json=gate.json --out junit=gate.xml --out md=gate.md
grep -q '"levelled_down": *true' gate.json || fail "a gap that narrows by losses alone goes unnoticed"
grep -q 'Neither group gained' stdout || fail "the text does not say that neither group gained"
grep -q 'Neither group gained' gate.md || fail "the summary does not say that neither group gained"
grep -q 'worse by 0.10' gate.xml || fail "the JUnit file does not say how much worse"
expect 0 "${gate[@]}" before.csv --quiet
policy "baseline: baselines/main.json, no_worse_by: 0.5"
expect 1 "${gate[@]}" after.csv --quiet # levelled down all the same
(cd policies && expect 0 "$EXAEQUO" gate -p p.yaml ../before.csv --no-progress --quiet)

policy "baseline: baselines/nosuch.json, no_worse_by: 0.05"
expect 3 "${gate[@]}" after.csv --quiet
cp coarse.json policies/baselines/coarse.json
policy "baseline: baselines/coarse.json, no_worse_by: 0.05"
expect 3 "${gate[@]}" after.csv --quiet
says "baselines/coarse.json and this audit are not to be compared: they differ in min_cell (20 before, 10 now). Audit both with the same policy and options."
policy "against: yes, no_worse_by: 0.05"
expect 2 "${gate[@]}" after.csv --quiet
policy "no_worse_by: 0.05"
expect 2 "${gate[@]}" after.csv --quiet
grep -q 'neither baseline nor against' stderr || fail "the message is: $(cat stderr)"
policy "baseline: a.json, against: yes, no_worse_by: 0.05"
expect 2 "$EXAEQUO" check policies/p.yaml

finish "results are compared, and held against baselines"
