# SPDX-License-Identifier: Apache-2.0
# A published summary recomputed: what is right passes, each error is found where it stands and told by its kind.
. "$(dirname "$0")/program.bash"

cat > right.csv << 'END'
axis,category,n,selected,rate,impact_ratio
sex,Male,900,450,0.500,1.000
sex,Female,800,352,44.0%,0.88
sex,Unknown,40,18,,
race,White,780,400,0.513,1.000
race,Black,310,122,0.394,0.767
race,Asian,590,297,0.503,0.982
race,NHPI,20,8,0.40,
race,Unknown,40,18,,
crossed,White Male,420,227,0.540,1.000
crossed,White Female,360,173,0.481,0.889
crossed,Black Male,480,223,0.465,0.860
crossed,Black Female,440,179,0.407,0.753
crossed,Unknown,40,18,,
END
lint=("$EXAEQUO" lint-summary)
dates=(--audited 2026-03-01 --distributed 2024-07-05 --as-of 2026-11-23)

expect 0 "${lint[@]}" right.csv "${dates[@]}"
[ "$(cat stdout)" = "exit 0: all numbers follow from the counts" ] || fail "something is found in a right summary: $(cat stdout)"

# wrong SCRIPT LINE WORDS: the summary changed by sed gives one finding, on that line, with these words.
wrong()
{
    sed "$1" right.csv > wrong.csv
    expect 1 "${lint[@]}" wrong.csv "${dates[@]}"
    [ "$(grep -c '^wrong.csv' stdout)" -eq 1 ] || fail "not one finding for $1: $(cat stdout)"
    grep -q "^wrong.csv:$2.*$3" stdout || fail "$1 is not told by '$3' on line $2: $(cat stdout)"
    tail -n 1 stdout | grep -qx 'exit 1: 1 finding' || fail "the last line does not say the exit code"
}
wrong 's/352,44.0%/352,44.5%/' 3 'the rate is given as 0.445, but 352 of 800 is 0.4400'
wrong 's/122,0.394,0.767/122,0.394,0.782/' 6 'over the rate of Asian; the highest is that of White, which gives 0.7674'
wrong 's/0.394,0.767/0.394,0.768/' 6 'comes of rounded rates; from the counts it is 0.7674'
wrong 's/0.394,0.767/0.394,0.9/' 6 'is given as 0.9'
wrong 's/0.503,0.982/0.503,/' 7 'no impact ratio, though it is 34.7 %'
wrong 's/NHPI,20,8,0.40,/NHPI,20,,,/' 8 'below 2 % they must be all the same'
wrong '/crossed,/d' ' 2 of 3 analyses' ''

sed '/sex,Unknown/d' right.csv > wrong.csv
expect 1 "${lint[@]}" wrong.csv "${dates[@]}"
grep -q 'sex: nobody says how many people are of unknown category' stdout || fail "a missing unknown row is not found"
expect 1 "${lint[@]}" right.csv --audited 2025-11-22 --distributed 2024-07-05 --as-of 2026-11-23
grep -q 'more than a year old' stdout || fail "an old audit is not found"
expect 0 "${lint[@]}" right.csv --audited 2025-11-23 --distributed 2024-07-05 --as-of 2026-11-23
expect 1 "${lint[@]}" right.csv --as-of 2026-11-23
[ "$(grep -c 'not known' stdout)" -eq 2 ] || fail "missing dates are not found"

printf 'category,n\nA,1\n' > short.csv
expect 2 "${lint[@]}" short.csv
printf 'category,n,impact_ratio\nA,many,1\n' > words.csv
expect 3 "${lint[@]}" words.csv
expect 3 "${lint[@]}" absent.csv
printf 'category,n,impact_ratio\n' > empty.csv
expect 3 "${lint[@]}" empty.csv
printf 'category,n,selected,impact_ratio\nA,3,4,1\n' > more.csv
expect 3 "${lint[@]}" more.csv
printf 'axis,category,n,selected,impact_ratio\nsex,A,300,0,1.0\nsex,B,300,0,1.0\nsex,Unknown,0,0,\n' > nobody.csv
expect 1 "${lint[@]}" nobody.csv "${dates[@]}"
grep -q 'nobody of this axis was selected' stdout || fail "a ratio of nothing is not found"

finish "published summaries are recomputed"
