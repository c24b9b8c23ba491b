# SPDX-License-Identifier: Apache-2.0
# The command a result prints makes the same result again: it is quoted, keeps to base names and leaves out what is local.
. "$(dirname "$0")/program.bash"
command -v jq > /dev/null || skip "no jq: run tools/deps --dev"

mkdir sub
mv decisions.csv "sub/it's decisions.csv"
expect 0 "$EXAEQUO" audit "sub/it's decisions.csv" --decision=approved --by gender --by gender,region \
    --reference 'gender=male' --say "people=people of Ay \"&\" Bee" --threads 3 --color never --quiet --no-progress \
    --max-excluded 0.5 --report out
command=$(jq -r '[.. | strings | select(startswith("exaequo audit"))][0] // ""' out/result.json)
wanted="exaequo audit 'it'\\''s decisions.csv' --decision approved --by gender --by gender,region"
wanted+=" --reference gender=male --say 'people=people of Ay \"&\" Bee' --max-excluded 0.5"
[ "$command" = "$wanted" ] || fail "the result prints: $command
          instead of: $wanted"

cd sub
eval "${command/#exaequo/\"\$EXAEQUO\"} --report out --quiet" || fail "the printed command fails"
cmp -s out/result.json ../out/result.json || fail "the printed command makes another result"

finish "the printed command works"
