# SPDX-License-Identifier: Apache-2.0
# New York City's Local Law 144: the figures of two worked examples, the median, small and unknown categories, no verdict.
. "$(dirname "$0")/program.bash"

# summary FILE: its result as one line without blanks.
summary()
{
    tr -d ' \n' < "$1" | sed 's/.*"summary":{//'
}

# ratio LEVELS EXPECTED: what stands in $flat, rounded to as many decimals as expected.
ratio()
{
    local found pattern="\"levels\":\{$1\},[^{}]*\"ratio\":([0-9.e-]+|null)"
    [[ $flat =~ $pattern ]] || { fail "no $1"; return; }
    found=${BASH_REMATCH[1]}
    [ "$2" = null ] || found=$(printf "%.$((${#2} - 2))f" "$found")
    [ "$found" = "$2" ] || fail "the ratio of $1 is $found, not $2"
}

cat > law.yaml << 'END'
version: 1
extends: nyc-ll144
data: {columns: {decision: selected, counts: people}}
END

# counted: SEX RACE SELECTED ALL a line becomes two counted rows.
counted()
{
    echo "sex,race_ethnicity,selected,people"
    while read -r sex race selected all; do
        echo "$sex,${race/-/},1,$selected"
        echo "$sex,${race/-/},0,$((all - selected))"
    done | sed 's/^-,/,/'
}

# 1,700 people: by sex alone all looks fine, crossed it does not, and the reference changes from axis to axis.
counted > worked.csv << 'END'
Male White 227 420
Female White 173 360
Male Hispanic 66 150
Female Hispanic 56 140
Male Black 66 160
Female Black 56 150
Male Asian 76 140
Female Asian 57 124
Male NHPI 5 10
Female NHPI 3 9
Male AIAN 4 8
Female AIAN 3 7
Male Two 6 12
Female Two 4 10
END
expect 0 "$EXAEQUO" audit worked.csv -p law.yaml --no-progress --out json=worked.json --out text=- --out html=page.html
flat=$(summary worked.json)
ratio '"sex":"Male"' 1.000
ratio '"sex":"Female"' 0.880
ratio '"race_ethnicity":"Hispanic"' 0.820
ratio '"race_ethnicity":"Black"' 0.767
ratio '"race_ethnicity":"Asian"' 0.982
ratio '"race_ethnicity":"NHPI"' 0.821
ratio '"race_ethnicity":"AIAN"' 0.910
ratio '"race_ethnicity":"Two"' 0.886
ratio '"sex":"Male","race_ethnicity":"Asian"' 1.000
ratio '"sex":"Male","race_ethnicity":"White"' 0.996
ratio '"sex":"Female","race_ethnicity":"White"' 0.885
ratio '"sex":"Female","race_ethnicity":"Asian"' 0.847
ratio '"sex":"Male","race_ethnicity":"Hispanic"' 0.811
ratio '"sex":"Male","race_ethnicity":"Black"' 0.760
ratio '"sex":"Female","race_ethnicity":"Hispanic"' 0.737
ratio '"sex":"Female","race_ethnicity":"Black"' 0.688
ratio '"sex":"Female","race_ethnicity":"NHPI"' 0.614
[ "$(grep -o '"small":true' <<< "$flat" | wc -l)" -eq 9 ] || fail "three categories and six crossed ones are below 2 %"
[[ $flat != *'"left_out":true'* ]] || fail "a category is left out though nobody said so"
grep -q 'nyc-ll144 sets no' stdout || fail "the text does not say that there is no pass mark"
! grep -qw 'PASS\|PASSED\|Passed\|compliant' stdout page.html || fail "a law without pass mark is said to be passed"
grep -q 'Impact ratio' page.html || fail "the page has no summary"

# Left out only with a reason: then without a ratio and nobody's reference, but still with people and rate.
expect 2 "$EXAEQUO" audit worked.csv -p <(cat law.yaml; echo 'summary: {leave_out_small: yes}') --no-progress
cat law.yaml - > small.yaml << 'END'
summary: {leave_out_small: yes, justification: "Fewer than two in a hundred; their rates say nothing yet."}
END
expect 0 "$EXAEQUO" audit worked.csv -p small.yaml --no-progress --out json=small.json
flat=$(summary small.json)
ratio '"race_ethnicity":"NHPI"' null
ratio '"race_ethnicity":"Black"' 0.767
[[ $flat == *'{"levels":{"race_ethnicity":"NHPI"},"n":19,"selected":8,'* ]] || fail "a category left out is not published"

# The synthetic 10,000 of another tool, with unknown sex and race.
counted > synthetic.csv << 'END'
F White 1657 2411
M White 1702 2428
F Black 463 677
M Black 516 741
F Hispanic 360 461
M Hispanic 338 412
F Asian 479 482
M Asian 512 515
F NHPI 246 258
M NHPI 229 242
F Two 277 403
M Two 270 378
F AIAN 46 48
M AIAN 47 50
F - 61 84
M - 68 103
- White 115 164
- Black 38 53
- Hispanic 19 28
- Asian 27 27
- NHPI 13 14
- Two 12 18
- AIAN 2 2
- - 1 1
END
expect 0 "$EXAEQUO" audit synthetic.csv -p small.yaml --no-progress --out json=synthetic.json
flat=$(summary synthetic.json)
ratio '"sex":"F"' 0.983835
ratio '"sex":"M"' 1.000000
ratio '"race_ethnicity":"White"' 0.698476
ratio '"race_ethnicity":"Black"' 0.695441
ratio '"race_ethnicity":"Hispanic"' 0.800473
ratio '"race_ethnicity":"NHPI"' 0.955012
ratio '"race_ethnicity":"Two"' 0.703748
ratio '"race_ethnicity":"Asian"' 1.000000
ratio '"race_ethnicity":"AIAN"' null
ratio '"sex":"F","race_ethnicity":"White"' 0.691294
ratio '"sex":"M","race_ethnicity":"Black"' 0.700436
ratio '"sex":"F","race_ethnicity":"Hispanic"' 0.785487
ratio '"sex":"F","race_ethnicity":"Asian"' 0.999599
ratio '"sex":"M","race_ethnicity":"Two"' 0.718471
for unknown in 307 188 494; do
    [[ $flat == *"\"unknown\":$unknown,"* ]] || fail "nobody says that $unknown people are of unknown category"
done

# Strictly above the median of everybody: with >= the ratio would be .900.
cat > scored.yaml << 'END'
version: 1
extends: nyc-ll144
data: {columns: {score: score}}
END
{
    echo "sex,race_ethnicity,score"
    for score in 55 61 63 70 74 80; do echo "F,A,$score"; done
    for score in 50 58 63 72 90; do echo "M,A,$score"; done
} > scored.csv
expect 0 "$EXAEQUO" audit scored.csv -p scored.yaml --no-progress --out json=scored.json
flat=$(summary scored.json)
ratio '"sex":"M"' 0.800
[[ $flat == '"rate":"scoring","cut":63,"ties":2,'* ]] || fail "the median or its ties are wrong"

# Most on one score: the median is that score, and nobody is above it. A rate without information is not a number.
awk 'BEGIN { print "sex,race_ethnicity,score"; for (i = 0; i < 100; i++) printf "%s,A,%d\n", i % 2 ? "F" : "M", i < 70 ? 9 : i % 9 }' > tied.csv
expect 0 "$EXAEQUO" audit tied.csv -p scored.yaml --no-progress --out json=tied.json --out html=tied.html
flat=$(summary tied.json)
ratio '"sex":"F"' null
[[ $flat == *'"ties":70,'* ]] || fail "70 ties are not told"
grep -q 'nobody is above it' tied.html || fail "the page does not warn of ties"
expect 2 "$EXAEQUO" audit - -p scored.yaml --no-progress < scored.csv

# The scoring rates of the synthetic 10,000: sex and race by themselves, each of 10,000 people, so that both medians are the
# lower of two scores.
{
    echo "sex,race_ethnicity,score,people"
    while read -r sex race above all; do
        printf '%s,%s,2,%d\n%s,%s,1,%d\n' "$sex" "$race" "$above" "$sex" "$race" "$((all - above))" | sed 's/-//g'
    done
} > scores.csv << 'END'
F - 2375 4824
M - 2465 4869
- - 150 307
- White 2357 5003
- Black 679 1471
- Hispanic 424 901
- NHPI 226 514
- Two 390 799
- Asian 803 1024
- AIAN 50 100
- - 71 188
END
cat > scores.yaml << 'END'
version: 1
extends: nyc-ll144
data: {columns: {score: score, counts: people}}
END
expect 0 "$EXAEQUO" audit scores.csv -p scores.yaml --no-progress --out json=scores.json
flat=$(summary scores.json)
[[ $flat == '"rate":"scoring","cut":1,"ties":10010,'* ]] || fail "the median of 20,000 scores or its ties are wrong"
ratio '"sex":"F"' 0.972477
ratio '"sex":"M"' 1.000000
ratio '"race_ethnicity":"White"' 0.600777
ratio '"race_ethnicity":"Black"' 0.588629
ratio '"race_ethnicity":"Hispanic"' 0.600103
ratio '"race_ethnicity":"NHPI"' 0.560699
ratio '"race_ethnicity":"Two"' 0.622447
ratio '"race_ethnicity":"Asian"' 1.000000

# bounds LO HI UNKNOWN SELECTED: what the ratio of women could be, whoever the unknown people are.
bounds()
{
    counted > unknown.csv << END
Male White 450 900
Female White 352 800
- White $4 $3
END
    expect 0 "$EXAEQUO" audit unknown.csv --decision selected --counts people --by sex --no-progress --out json=unknown.json
    local text pattern='"ratio_to_highest":\{"lo":([0-9.e-]+),"hi":([0-9.e-]+)' # that of Female is the first
    text=$(tr -d ' \n' < unknown.json | grep -o '"missing":\[.*')
    [[ $text =~ $pattern ]] || { fail "no bounds"; return; }
    [ "$(printf '%.3f %.3f' "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}")" = "$1 $2" ] || fail "bounds ${BASH_REMATCH[*]:1}, not $1 $2"
}
bounds 0.840 0.927 40 18
# Of the same table: its range by logarithms, and the exact p, as the worked example has them.
flat=$(tr -d ' \n' < unknown.json)
[[ $flat =~ '"setting":"katz","scale":"ratio","value":0.88,"lo":0.794'[0-9]*',"hi":0.974' ]] || fail "the range is not .795 to .974"
[[ $flat == *'"p":0.0149'* ]] || fail "the exact p is not .0149"
bounds 0.675 1.000 250 110

# What the law wants published must be said; check names what is missing, and what it is.
expect 2 "$EXAEQUO" check law.yaml
grep -q 'nyc-ll144 wants published needs summary.source' stderr || fail "check does not name the source"
cat law.yaml - > source.yaml << 'END'
summary: {source: "Applications of 2026"}
END
expect 2 "$EXAEQUO" check source.yaml
grep -q 'needs summary.distributed' stderr || fail "check does not name the day"
grep -q 'The day the tool was first used' stderr || fail "check does not say what is needed"
cat law.yaml - > whole.yaml << 'END'
summary: {source: "Applications of 2026", distributed: 2026-02-01}
END
expect 0 "$EXAEQUO" check whole.yaml

# A gate needs a limit, and this law has none.
expect 2 "$EXAEQUO" gate scored.csv -p scored.yaml --no-progress

finish "impact ratios as the rule of New York City has them"
