# SPDX-License-Identifier: Apache-2.0
# Every exit code, by a run that ends with it: what was decided leaves all outputs complete, what broke leaves none. And
# nothing that is said beside a policy, nor the environment, makes a gate pass that the policy lets fail.
. "$(dirname "$0")/program.bash"

formats=(json html md csv junit sarif github gitlab openmetrics text)
export GITHUB_STEP_SUMMARY=$scratch/step.md

# ends CODE COMMAND...: with all outputs asked for, and with the page of the step.
ends()
{
    local code=$1 outputs=() format
    shift
    rm -rf made step.md
    mkdir made
    for format in "${formats[@]}"; do
        outputs+=(--out "$format=made/$format")
    done
    expect "$code" "$@" "${outputs[@]}" --report made/report --no-progress --quiet
    case $code in
    0 | 1 | 4)
        holds made $(printf '%s\n' "${formats[@]}" report | sort)
        holds made/report report.html result.json summary.md
        for format in "${formats[@]}"; do
            [ -s "made/$format" ] || fail "exit $code leaves an empty $format"
        done
        cmp -s made/json made/report/result.json || fail "exit $code leaves two different results"
        tail -c 9 made/html | grep -q '</html>' || fail "exit $code leaves half a page"
        tail -n 1 made/openmetrics | grep -qx '# EOF' || fail "exit $code leaves half the metrics"
        grep -q "^exit $code: " made/md || fail "the summary does not tell exit $code"
        cmp -s made/md step.md || fail "exit $code leaves no page of the step"
        ;;
    *)
        holds made
        [ ! -e step.md ] || fail "exit $code leaves something on the page of the step"
        [ "$(wc -l < stderr)" -ge 1 ] || fail "exit $code says nothing"
        ;;
    esac
}

cat > policy.yaml << 'END'
version: 1
data: {columns: {decision: approved}, selected_is: good}
groups: {gender: {}}
privacy: {min_cell: 15}
checks:
  - {id: di, metric: disparate_impact, by: gender, at_least: 0.95, decide_on: point}
END
sed 's/0.95/0.5/; s/id: di/id: easy/' policy.yaml > easy.yaml
sed 's/decide_on: point/decide_on: interval, if_unsure: fail/; s/0.95/0.75/' policy.yaml > unsure.yaml
sed 's/disparate_impact/false_positive_rate_ratio/' policy.yaml > uncomputed.yaml
sed 's/min_cell: 15/consent: {column: consented, must_be: yes}/' policy.yaml > consent.yaml
gate=("$EXAEQUO" gate decisions.csv)

formats=(json html md csv junit sarif gitlab openmetrics text) # nothing to annotate where all is met
ends 0 "${gate[@]}" -p easy.yaml
formats+=(github)
ends 1 "${gate[@]}" -p policy.yaml
ends 4 "${gate[@]}" -p unsure.yaml
ends 4 "${gate[@]}" -p uncomputed.yaml
ends 2 "${gate[@]}" -p policy.yaml --decision nosuch
ends 2 "${gate[@]}" -p absent.yaml
ends 3 "$EXAEQUO" gate absent.csv -p policy.yaml
ends 3 "${gate[@]}" -p policy.yaml --expect-rows 399
head -c 2000 decisions.csv > cut.csv
ends 3 "$EXAEQUO" gate cut.csv -p policy.yaml --expect-rows 400
ends 5 "${gate[@]}" -p consent.yaml
grep -q 'nobody can be shown to have' stderr || fail "exit 5 does not tell the rule: $(cat stderr)"

# A saved result that is larger than the memory there is. A sanitizer needs more than the limit leaves.
if ! grep -qE '__(asan|tsan)_init' "$EXAEQUO"; then
    GITHUB_STEP_SUMMARY='' expect 1 "${gate[@]}" -p policy.yaml --out json=result.json --no-progress --quiet
    (head -c 100000000 /dev/zero | tr '\0' ' '; cat result.json) > large.json
    rm -rf made
    code=0
    (ulimit -v 150000 && exec "$EXAEQUO" report large.json --report made --quiet) > stdout 2> stderr || code=$?
    [ "$code" -eq 70 ] || fail "exit $code instead of 70: $(cat stderr)"
    says 'out of memory'
    [ ! -e made ] || fail "exit 70 leaves something behind"
    rm large.json
fi

# Nothing beside the policy loosens it: each is refused, or the gate fails as before.
unset GITHUB_STEP_SUMMARY
for words in '--min-cell 1' '--min-cell 14' '--min-cell 1000000' '--level 0.5' '--level 0.999999' '--max-excluded 1' \
    '--decision region' '--favourable 0' '--favourable 1 --favourable 0' '--label region' '--score approved --threshold 0' \
    '--reference best' '--reference gender=female' '--selected-is bad' '--missing drop' '--weight approved' '--classes' \
    '--counts approved' '--unit gender' '--given region' '--by region' '--replicates 0' '--ratio-interval katz' \
    '--metric selection_rate' '--all' '--seed 2' '--threads 3' '--as-of 1999' '--say people=none' '--quiet' \
    '--out github=-' '--policy easy.yaml' '--policy-sha256 00'; do
    read -ra more <<< "$words"
    code=0
    "${gate[@]}" -p policy.yaml --no-progress "${more[@]}" > stdout 2> stderr || code=$?
    case $code in
    1 | 2 | 3 | 4 | 5) ;;
    *) fail "a policy is loosened by $words: exit $code" ;;
    esac
done
for check in 'disparate_impact >= 0' 'disparate_impact <= 1000' 'selection_rate >= 0 by gender'; do
    expect 1 "${gate[@]}" -p policy.yaml --no-progress --quiet --check "$check"
done

# Nor does the environment change anything of the result.
expect 1 "${gate[@]}" -p policy.yaml --no-progress --quiet --out json=before.json
for variable in EXAEQUO_POLICY=easy.yaml EXAEQUO_CHECK='disparate_impact >= 0' EXAEQUO_MIN_CELL=1 EXAEQUO_LEVEL=0.5 \
    EXAEQUO_THRESHOLD=0 EXAEQUO_IF_MISSED=warn EXAEQUO_OPTIONS='--min-cell 1' EXAEQUO_CONFIG=easy.yaml \
    SOURCE_DATE_EPOCH=0 TZ=Pacific/Apia LC_ALL=fr_FR.UTF-8 LANG=tr_TR.UTF-8 LANGUAGE=fr NO_COLOR=1 TERM=dumb CI=true \
    GITHUB_ACTIONS=true GITHUB_WORKSPACE=/ CI_PROJECT_DIR=/ POSIXLY_CORRECT=1 OPENBLAS_NUM_THREADS=4; do
    expect 1 env "$variable" "${gate[@]}" -p policy.yaml --no-progress --quiet --out json=after.json
    cmp -s before.json after.json || fail "$variable changes the result"
done

finish "every exit code leaves what it should"
