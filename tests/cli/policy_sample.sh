# SPDX-License-Identifier: Apache-2.0
# A policy that says all there is to say, from made-up rows to verdicts: decisions and lists in one, ages cut from numbers,
# suppliers, and only people who consented.
. "$(dirname "$0")/program.bash"

awk 'BEGIN {
    print "user_id,job_id,position,score,shown,applied,gender,age,employer_size,analytics_consent"
    split("17 18 34.99999999999999999999 35 64 65", ages, " ")
    split("small medium large", sizes, " ")
    for (user = 0; user < 600; user++)
        for (place = 1; place <= 12; place++) {
            job = (user * 7 + place * 11) % 40
            printf "u%d,j%d,%d,%.3f,%s,%d,%s,%s,%s,%s\n", user, job, place, 1 / place, place <= 8 - user % 2 ? "shown" : "held",
                (user + place * place) % 5 == 0, user % 2 ? "woman" : "man", user == 77 ? "unknown" : ages[user % 6 + 1],
                sizes[job % 3 + 1], user % 10 ? "yes" : user % 20 ? "no" : ""
        }
}' > home.csv
cat > home.yaml << 'END'
version: 1
audit: {name: "Home page, weekly", owner: fair@example.com, purpose: "Are jobs shown alike?"}
extends: [four-fifths]
data:
  columns: {user: user_id, item: job_id, rank: position, score: score, decision: shown, label: applied}
  favourable: shown
  selected_is: good
  missing: own_group
groups:
  gender:   {reference: largest}
  age_band: {from: age, cut: [18, 35, 50, 65], reference: best}
  combined: {cross: [gender, age_band]}
  supplier: {side: item, from: employer_size}
privacy:
  min_cell: 20
  consent: {column: analytics_consent, must_be: yes}
uncertainty: {level: 0.95, unit: user_id, corrections: holm}
checks:
  - {id: di-gender, metric: disparate_impact, by: gender, at_least: 0.80, because: "Four-fifths rule"}
  - {id: eo-age, metric: equalized_odds_difference, by: age_band, at_most: 0.05, if_missed: warn}
  - {id: expo, metric: exposure_ratio@10, by: supplier, between: [0.9, 1.11], if_missed: warn}
  - {id: ndcg, metric: ndcg@10_min_ratio, by: combined, at_least: 0.01}
  - {id: coverage, metric: coverage@10, at_least: 0.5}
  - {id: gini, metric: gini@10, at_most: 0.9}
waivers:
  - {id: W, check: di-gender, group: {gender: nonbinary}, reason: few, approved_by: board, expires: 2999-12-31, limit: 0.70}
END
expect 0 "$EXAEQUO" check home.yaml
expect 0 "$EXAEQUO" gate home.csv -p home.yaml --no-progress --out json=result.json --out text=- --out html=page.html
flat=$(tr -d ' \n' < result.json)

# holds TEXT: it stands in the result, blanks aside.
holds()
{
    [[ $flat == *"$1"* ]] || fail "the result does not hold $1"
}
holds '"rows_read":7200'
holds '"rows_excluded":{"number_unreadable":12,"consent_missing":720}'
for band in '<18' '18..<35' '35..<50' '50..<65' '>=65'; do
    holds "\"age_band\":\"$band\""
done
for check in di-gender eo-age expo ndcg coverage gini four-fifths-gender; do
    holds "\"id\":\"$check\""
done
[[ $flat != *'"verdict":"not_computed"'* ]] || fail "a check was not computed"
holds '"side":"decision"'
holds '"side":"user"'
holds '"side":"item"'
holds '"unit":"user_id"'

# 34.99999999999999999999 is not 35, though as a double it is: two of six ages lie below it.
[ "$(grep -o '"age_band":"18..<35"' <<< "$flat" | wc -l)" -gt 0 ] || fail "no band from 18"
awk -F, '$10 == "yes" && ($8 == "18" || $8 ~ /^34/) {print $1}' home.csv | sort -u | wc -l > expected
[[ $flat =~ \"levels\":\{\"age_band\":\"18..\<35\"\},\"n\":([0-9]+) ]] || fail "no group from 18"
[ "${BASH_REMATCH[1]}" -eq "$(cat expected)" ] || fail "${BASH_REMATCH[1]} people are from 18 on, not $(cat expected)"

# Without the column nobody consented; with nobody's consent nothing is used; those who refuse are no damage to the data.
cut -d , -f 1-9 home.csv > silent.csv
expect 5 "$EXAEQUO" gate silent.csv -p home.yaml --no-progress
sed 's/must_be: yes/must_be: no/' home.yaml > few.yaml
expect 4 "$EXAEQUO" gate home.csv -p few.yaml --no-progress --out json=few.json
grep -q '"consent_missing": *6840' few.json || fail "those who did not consent are not counted"

# A saved tally tells neither who consented nor how old anybody is.
expect 0 "$EXAEQUO" tally home.csv --decision shown --favourable shown --label applied --by gender -o home.tally --no-progress
cat > tally.yaml << 'END'
version: 1
groups: {gender: {}}
privacy: {consent: {column: analytics_consent, must_be: yes}}
checks: [{metric: disparate_impact, at_least: 0.5}]
END
expect 5 "$EXAEQUO" gate home.tally -p tally.yaml --no-progress

# No flag loosens: what is missed under the policy stays missed under a level or a smallest group that would hide it.
cat > strict.yaml << 'END'
version: 1
data: {columns: {decision: approved}}
groups: {gender: {}}
checks: [{id: di, metric: disparate_impact, at_least: 0.95}]
END
expect 1 "$EXAEQUO" gate decisions.csv -p strict.yaml --no-progress --quiet
for hiding in '--level 0.9999999' '--min-cell 201' '--min-cell 300 --level 0.999999'; do
    read -ra words <<< "$hiding"
    expect 1 "$EXAEQUO" gate decisions.csv -p strict.yaml --no-progress --quiet "${words[@]}" --out json=hidden.json
    grep -q '"verdict": *"missed"' hidden.json || fail "$hiding hides a limit that is missed"
    grep -q '"outcome": *"fail"' hidden.json || fail "$hiding changes the outcome"
    grep -q '"why": *"by_the_policy"' hidden.json || fail "$hiding: nobody is told who decided"
done
[ "$(grep -c '"value": *0\.[0-9]' hidden.json)" -eq 0 ] || fail "numbers of withheld groups are told"

finish "the sample policy runs, from rows to verdicts"
