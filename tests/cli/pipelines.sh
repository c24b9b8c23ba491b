# SPDX-License-Identifier: Apache-2.0
# What pipelines read, from the program as they run it: formats for verdicts of every kind, the page of a step, a comment
# that comes and goes, and the policy where it lies in the repository.
. "$(dirname "$0")/program.bash"

mkdir -p repository/audit formats
cp decisions.csv repository
cd repository
# policy VERDICT: of 3 and 4 of 7 approved.
policy()
{
    local limit=0.5 more= waivers=
    case $1 in
    missed) limit=0.95 ;;
    warned) limit=0.95 more=', if_missed: warn' ;;
    waived) limit=0.95 waivers='waivers: [{id: W-1, check: di, reason: r, approved_by: a, expires: 2999-12-31}]' ;;
    unsettled) limit=0.75 more=', decide_on: interval' ;;
    esac
    cat > audit/fairness.yaml << END
version: 1
data: {columns: {decision: approved}, selected_is: good}
groups: {gender: {}}
checks:
  - {id: di, metric: disparate_impact, by: gender, at_least: $limit, decide_on: point$more}
$waivers
END
    [ "$1" != unsettled ] || sed -i 's/decide_on: point, //' audit/fairness.yaml
    [ "$1" != uncomputed ] || sed -i 's/disparate_impact/false_positive_rate_ratio/' audit/fairness.yaml
}
gate=("$EXAEQUO" gate decisions.csv -p audit/fairness.yaml --no-progress)
outputs=()
for pair in sarif=sarif github=github gitlab=gitlab openmetrics=prom comment=comment md=md junit=xml json=json; do
    outputs+=("$pair")
done

for verdict in met missed warned waived unsettled uncomputed; do
    policy $verdict
    code=0
    case $verdict in missed) code=1 ;; uncomputed) code=4 ;; esac
    words=()
    for pair in "${outputs[@]}"; do
        words+=(--out "${pair%%=*}=../formats/$verdict.${pair#*=}")
    done
    expect $code "${gate[@]}" "${words[@]}" --quiet
done
for file in formats/waived.{md,xml}; do
    grep -q 'Waiver W-1 of di' "../$file" || fail "$file does not list the waiver"
done
grep -q '^::notice file=audit/fairness.yaml,line=6,col=[0-9]*,title=di%3A W-1::Waiver' ../formats/waived.github ||
    fail "the waiver is no notice: $(cat ../formats/waived.github)"
grep -q '^::error file=audit/fairness.yaml,line=5,col=5,title=di%3A missed::' ../formats/missed.github ||
    fail "what is missed is no error: $(cat ../formats/missed.github)"
grep -q '^::warning .*title=di%3A missed::' ../formats/warned.github || fail "what only warns is no warning"
grep -q '"uri": "audit/fairness.yaml"' ../formats/missed.sarif || fail "SARIF does not find the policy"
grep -q '"startLine": 5' ../formats/missed.sarif || fail "SARIF does not find the check"
grep -q '"startColumn": 5' ../formats/missed.sarif || fail "SARIF does not find the column of the check"
for verdict in met waived; do
    grep -q '"results": \[\]' ../formats/$verdict.sarif || fail "SARIF has results where all is $verdict"
    grep -q '"id": "di"' ../formats/$verdict.sarif || fail "SARIF leaves out the rule where all is $verdict"
    [ ! -e ../formats/$verdict.comment ] || fail "a comment on what is $verdict"
done
grep -q '^<!-- exaequo:fairness -->$' ../formats/missed.comment || fail "the comment has no mark"
grep -q '<skipped ' ../formats/waived.xml || fail "what is waived is not skipped"
grep -q '<error ' ../formats/uncomputed.xml || fail "what is not computed is no error"
grep -q '<system-out>' ../formats/warned.xml || fail "what only warns does not say so"

# From another folder, by an absolute path, through a link: it is the same file of the same repository.
policy missed
ln -s audit/fairness.yaml link.yaml
for path in ./audit/fairness.yaml "$PWD/audit/fairness.yaml" link.yaml audit/../audit/fairness.yaml; do
    expect 1 "$EXAEQUO" gate decisions.csv -p "$path" --no-progress --out github
    grep -q '^::error file=audit/fairness.yaml,' stdout || fail "$path is not found in the repository: $(head -n 1 stdout)"
done
expect 1 env -C audit "$EXAEQUO" gate ../decisions.csv -p fairness.yaml --no-progress --out github
grep -q '^::error file=fairness.yaml,' stdout || fail "the current folder is not the root: $(head -n 1 stdout)"
expect 1 env -C audit GITHUB_WORKSPACE="$PWD" "$EXAEQUO" gate ../decisions.csv -p fairness.yaml --no-progress --out github
grep -q '^::error file=audit/fairness.yaml,' stdout || fail "the repository is not the root: $(head -n 1 stdout)"
expect 1 "${gate[@]}" --out json=saved.json --quiet
expect 1 "$EXAEQUO" report saved.json --out github
grep -q '^::error file=fairness.yaml,line=5,' stdout || fail "a saved result does not name its policy: $(head -n 1 stdout)"

# The comment goes with its reason; a fingerprint stays with its check.
expect 1 "${gate[@]}" --out comment=comment.md --out sarif=first.sarif --quiet
[ -s comment.md ] || fail "there is no comment on what is missed"
policy met
expect 0 "${gate[@]}" --out comment=comment.md --quiet
[ ! -e comment.md ] || fail "the comment on an earlier run stays"
policy missed
sed -i 's/0.95/0.96/' audit/fairness.yaml
expect 1 "${gate[@]}" --out sarif=second.sarif --quiet
[ "$(grep LineHash first.sarif)" = "$(grep LineHash second.sarif)" ] || fail "another limit is another alert"

# The page of a step: appended to, and given back as it was when something else cannot be written.
export GITHUB_STEP_SUMMARY=$scratch/step.md
echo before > "$GITHUB_STEP_SUMMARY"
expect 1 "${gate[@]}" --quiet
head -n 1 "$GITHUB_STEP_SUMMARY" | grep -qx before || fail "the page of the step was written over"
sed -n 2p "$GITHUB_STEP_SUMMARY" | grep -q '^### ✗ Missed: 1 of 1 checks' || fail "the page of the step has no summary"
cp "$GITHUB_STEP_SUMMARY" kept
code=0
(ulimit -f 8 && exec "${gate[@]}" --report new --quiet) > /dev/null 2> stderr || code=$?
[ "$code" -eq 3 ] && [ ! -e new ] || fail "a report of more than 8 KiB was written: exit $code"
cmp -s kept "$GITHUB_STEP_SUMMARY" || fail "a broken run stays on the page of the step"
expect 1 "$EXAEQUO" audit decisions.csv -p audit/fairness.yaml --no-progress --quiet
cmp -s kept "$GITHUB_STEP_SUMMARY" || fail "audit writes the page of the step"
GITHUB_STEP_SUMMARY=decisions.csv expect 2 "${gate[@]}" --quiet
GITHUB_STEP_SUMMARY=absent/step.md expect 3 "${gate[@]}" --quiet
unset GITHUB_STEP_SUMMARY

cd "$scratch"
if command -v python3 > /dev/null; then
    python3 "$EXAEQUO_SOURCE/tests/oracle/check_pipelines.py" formats > stdout 2> stderr ||
        fail "an output is not of its format: $(cat stderr stdout)"
fi

finish "pipelines read what they need"
