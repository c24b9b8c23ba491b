# SPDX-License-Identifier: Apache-2.0
# A gate with a policy: how it ends, what may be said beside it, and what waivers do, from file to exit code.
. "$(dirname "$0")/program.bash"

# policy LIMIT [MORE]: of decisions.csv, where 3 and 4 of 7 are approved: a ratio of 3/4 or so.
policy()
{
    cat > policy.yaml << END
version: 1
data: {columns: {decision: approved}, selected_is: good}
groups: {gender: {}}
checks:
  - {id: di, metric: disparate_impact, by: gender, at_least: $1, decide_on: point}
${2-}
END
}
gate=("$EXAEQUO" gate decisions.csv -p policy.yaml --no-progress --quiet)

policy 0.5
expect 0 "${gate[@]}"
expect 0 "$EXAEQUO" check policy.yaml
grep -qx "sha256 $(sha256sum policy.yaml | cut -d ' ' -f 1)" stdout || fail "check does not tell the SHA-256"
expect 0 "${gate[@]}" --policy-sha256 "$(sha256sum policy.yaml | cut -d ' ' -f 1)" --out json=result.json
grep -q "\"policy_sha256\": *\"$(sha256sum policy.yaml | cut -d ' ' -f 1)\"" result.json || fail "the result does not tell the policy"
grep -q '"where": *"policy.yaml:5:5"' result.json || fail "the result does not tell where the check stands"
expect 2 "${gate[@]}" --policy-sha256 "$(printf '%064d' 0)"
expect 1 "${gate[@]}" --check 'disparate_impact >= 1'

policy 0.99
expect 1 "${gate[@]}"
for loosened in '--min-cell 9' '--level 0.9' '--max-excluded 0.5' '--decision region' '--favourable 0' '--label region' \
    '--reference best' '--reference gender=male' '--selected-is bad' '--missing drop'; do
    read -ra words <<< "$loosened"
    [ "${words[0]}" != --reference ] || words+=(--by gender)
    expect 2 "${gate[@]}" "${words[@]}"
done
for tightened in '--min-cell 11' '--level 0.99' '--max-excluded 0' '--decision approved' '--by region'; do
    read -ra words <<< "$tightened"
    expect 1 "${gate[@]}" "${words[@]}"
done

printf 'version: 1\nchecks: []\n' > policy.yaml
expect 2 "$EXAEQUO" gate decisions.csv -p policy.yaml --decision approved --by gender
printf 'version: 1\nchecks: {}\n' > policy.yaml
expect 2 "$EXAEQUO" check policy.yaml
expect 2 "$EXAEQUO" check absent.yaml

# waived EXPECTED VERDICT STATE ENTRIES: a waiver with these entries beside what it needs.
waived()
{
    policy "${limit-0.99}" "waivers: [{id: W, check: di, reason: r, approved_by: a, $4}]"
    expect "$1" "${gate[@]}" --out json=result.json
    grep -q "\"verdict\": *\"$2\"" result.json || fail "not $2 with $4"
    grep -q "\"state\": *\"$3\"" result.json || fail "the waiver is not $3 with $4"
}
today=$(date -u +%F) yesterday=$(date -u -d yesterday +%F)
waived 0 waived in_force 'expires: 2999-12-31'
waived 0 waived ends_soon "expires: $today"
waived 1 missed expired "expires: $yesterday"
SOURCE_DATE_EPOCH=0 waived 1 missed expired "expires: $yesterday"
waived 0 waived in_force 'expires: 2999-12-31, limit: 0.5'
waived 1 missed unused 'expires: 2999-12-31, limit: 0.98'
waived 1 missed unused 'expires: 2999-12-31, group: {gender: divers}'
limit=0.5 waived 0 met unused 'expires: 2999-12-31'

policy 0.99 'waivers: [{id: W, check: di, reason: r, approved_by: a, expires: 2999-12-31}]'
expect 0 "$EXAEQUO" gate decisions.csv -p policy.yaml --no-progress
head -n 1 stdout | grep -q '^WAIVED ' || fail "the first line does not say that all is waived"
for format in text md junit html; do
    expect 0 "$EXAEQUO" gate decisions.csv -p policy.yaml --no-progress --out $format=-
    tr '\n' ' ' < stdout | grep -q 'Waiver W of di, through 2999-12-31, approved by a: *r' || fail "$format does not list the waiver"
done
expect 0 "$EXAEQUO" waive di
grep -q '^    check: di$' stdout || fail "waive does not name the check"

# A check that is asked of several groups is waived for one of them by the name it has in the result.
cat > policy.yaml << 'END'
version: 1
data: {columns: {decision: approved}}
groups: {gender: {}, region: {}}
checks:
  - {id: di, metric: disparate_impact, at_least: 0.99, decide_on: point}
END
expect 1 "${gate[@]}"
{ cat policy.yaml; "$EXAEQUO" waive di-gender | sed -e 's/- id:.*/- id: W/' -e 's/reason:.*/reason: r/' \
    -e 's/approved_by:.*/approved_by: a/' -e 's/expires:.*/expires: 2999-12-31/'; } > waived.yaml
expect 0 "$EXAEQUO" check waived.yaml
expect 1 "$EXAEQUO" gate decisions.csv -p waived.yaml --no-progress --out json=result.json
[ "$(tr -d ' \n' < result.json | grep -o '"id":"di-[a-z]*"\|"verdict":"[a-z_]*"' | grep -A1 '"id":"di-' | sed '/^--/d' | tr '\n' ' ')" = \
    '"id":"di-gender" "verdict":"waived" "id":"di-region" "verdict":"missed" ' ] || fail "not the check of gender alone is waived"
sed -i 's/check: di-gender/check: di-gendre/' waived.yaml
expect 2 "$EXAEQUO" check waived.yaml

# Lists are known by their columns, and by the name of their file.
printf 'user_id,item_id,position,sex\nu,a,1,f\nu,b,2,f\nv,a,1,m\nv,b,2,m\nw,b,3,m\n' > shown.csv
expect 0 "$EXAEQUO" init shown.csv
for line in "^    user: 'user_id'" "^    item: 'item_id'" "^    rank: 'position'" "^  'sex': " '^    metric: ndcg@10_min_ratio'; do
    grep -q "$line" stdout || fail "init does not write $line"
done
cp stdout shown.yaml
expect 0 "$EXAEQUO" check shown.yaml
printf 'u Q0 a 1 3.5 t\nu Q0 b 2 2.5 t\n' > run.trec
expect 0 "$EXAEQUO" init run.trec
grep -q "^    rank: 'rank'" stdout || fail "init does not know a TREC run"

# From a table to a policy that runs as it stands.
expect 0 "$EXAEQUO" init decisions.csv
cp stdout guessed.yaml
grep -q "^    decision: 'approved'" guessed.yaml || fail "init does not find the decision"
grep -q "^  'gender': " guessed.yaml || fail "init does not find the group"
expect 0 "$EXAEQUO" check guessed.yaml
expect 0 "$EXAEQUO" gate decisions.csv -p guessed.yaml --no-progress
printf 'sexe;"it''s";score\r\nF;"a;b";3\r\nH;c;5\r\nH;"d ""e""";9\r\n' > french.csv
expect 0 "$EXAEQUO" init french.csv
grep -q "^    score: 'score'" stdout || fail "init does not find the score"
grep -q "^  'sexe': " stdout || fail "init does not find sexe"
printf 'Sexe;Âge;Décision;Remboursé\nF;34;accordé;1\nH;51;refusé;0\nF;22;accordé;1\nH;40;refusé;0\n' > credit.csv
expect 0 "$EXAEQUO" init credit.csv
cp stdout credit.yaml
for line in "^    decision: 'Décision'" "^    label: 'Remboursé'" "^  favourable: 'accordé'" "^  'Sexe': " "^  age_band: {from: 'Âge', cut: "; do
    grep -q "$line" credit.yaml || fail "init does not write $line"
done
expect 0 "$EXAEQUO" check credit.yaml
sed -i 's/min_cell: 10/min_cell: 1/' credit.yaml
expect 0 "$EXAEQUO" gate credit.csv -p credit.yaml --no-progress --out json=credit.json
grep -q '"age_band": *"18..<35"' credit.json || fail "ages are not cut"
: > empty.csv
expect 2 "$EXAEQUO" init empty.csv
compas=${EXAEQUO_TEST_DATA-}/compas/compas-scores-two-years.noid.csv
if [ -r "$compas" ]; then
    expect 0 "$EXAEQUO" init "$compas"
    cp stdout compas.yaml
    expect 1 "$EXAEQUO" gate "$compas" -p compas.yaml --no-progress
fi

finish "policies gate, tighten and waive"
