# SPDX-License-Identifier: Apache-2.0
# Thousands of command lines put together at random: none crashes, hangs or ends with an undocumented code.
# The dice are cast with EXAEQUO_FUZZ_SEED (default 1), EXAEQUO_FUZZ_RUNS times.
. "$(dirname "$0")/program.bash"

RANDOM=${EXAEQUO_FUZZ_SEED-1}
runs=${EXAEQUO_FUZZ_RUNS-2000}
pieces=(audit tally merge report list explain doctor schema gate --help --version -h -- - -o -x --out --report --by
    --given --decision --favourable --score --threshold --label --positive --counterfactual --selected-is --reference
    --weight --counts --classes --metric --all --min-cell --level --rate-interval --ratio-interval --seed --threads --expect-rows
    --expect-sha256 --digest --max-excluded --delimiter --missing --say --as-of --lang --color --quiet --no-progress
    decisions.csv nosuch.csv . / '' = , --= --by= --out= json text=- html=x.html json=decisions.csv json=nosuch/x
    gender region approved gender,region , a,,b gender=male largest =x 0 1 -1 0.95 1e999 18446744073709551616 nan
    good bad own_group people=x $'\n' $'\e[2J' $'\xff\xfe' $'\xe2\x80\xae' '%s%n' "$(printf 'x%.0s' {1..5000})")
commands=(audit audit audit tally merge report list explain)

for ((run = 0; run < runs; run++)); do
    words=("${commands[RANDOM % ${#commands[@]}]}")
    ((RANDOM % 3)) && words+=(decisions.csv)
    for ((more = RANDOM % 7; more > 0; more--)); do
        words+=("${pieces[RANDOM % ${#pieces[@]}]}")
    done
    ((RANDOM % 20)) || words=("${words[@]:1}")
    code=0
    "$EXAEQUO" "${words[@]}" < /dev/null > stdout 2> stderr || code=$?
    case $code in
    0 | 1 | 2 | 3 | 4 | 5) ;;
    *) fail "exit $code: $(printf '%q ' "${words[@]}" | head -c 1000): $(head -c 1000 stderr)" ;;
    esac
done

finish "$runs command lines, all well received"
