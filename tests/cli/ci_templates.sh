# SPDX-License-Identifier: Apache-2.0
# The templates for pipelines, run as pipelines run them: each step in a shell of its own, with what the runner gives it.
. "$(dirname "$0")/program.bash"

action=$EXAEQUO_SOURCE/docs/ci/github-action/action.yml
gitlab=$EXAEQUO_SOURCE/docs/ci/gitlab.yml
PATH=$(dirname "$EXAEQUO"):$PATH
[ "$(basename "$EXAEQUO")" = exaequo ] || skip "the program is not called exaequo"
if python3 -c 'import yaml' 2> /dev/null; then
    for file in "$action" "$gitlab"; do
        python3 -c 'import sys, yaml; yaml.safe_load(open(sys.argv[1]))' "$file" || fail "$file is no YAML"
    done
fi

# block FILE NUMBER: the text of the block `|` of that number.
block()
{
    awk -v wanted="$2" '
        block && /[^ ]/ && match($0, /[^ ]/) && RSTART <= indent { block = 0 }
        block && number == wanted { print substr($0, indent + (inner ? inner : inner = match($0, /[^ ]/) - indent)) }
        /(run:|-) \|$/ && !block { number++; block = 1; match($0, /[^ ]/); indent = RSTART; inner = 0 }' "$1"
}

policy()
{
    cat > 'fair ness.yaml' << END
version: 1
data: {columns: {decision: approved}, selected_is: good}
groups: {gender: {}}
checks:
  - {id: di, metric: disparate_impact, by: gender, at_least: $1, decide_on: point}
END
}

# A gh that knows one comment when there is a file `posted`, and writes down what it is asked.
mkdir bin
cat > bin/gh << 'END'
#!/bin/bash
echo "$*" >> asked
case "$*" in
*--paginate*) [ ! -e posted ] || echo 4711 ;;
*POST*) grep -q "^$MARK" "$REPORT/comment.md" && touch posted ;;
*DELETE*) rm posted ;;
esac
END
chmod +x bin/gh

# step NUMBER CODE [VARIABLE=VALUE...]
step()
{
    local number=$1 code=$2
    shift 2
    block "$action" "$number" > step.sh
    [ -s step.sh ] || fail "the action has no step $number"
    expect "$code" env PATH="$PWD/bin:$PATH" GITHUB_OUTPUT="$PWD/output" GITHUB_STEP_SUMMARY="$PWD/step.md" \
        GITHUB_REPOSITORY=some/where NUMBER=7 POLICY='fair ness.yaml' REPORT=out AGAINST= DATA=decisions.csv "$@" \
        bash --noprofile --norc -e -o pipefail step.sh
}

policy 0.95
step 1 0
grep -qx 'exit-code=1' output || fail "the action does not tell how the gate ended: $(cat output)"
grep -q '^### ✗ Missed' step.md || fail "the action writes no summary"
holds out comment.md gate.github gate.sarif gate.xml report.html result.json summary.md
first=$(grep -n '^::' stdout | head -n 1)
[[ $first =~ ^1:::stop-commands::([0-9a-f]{32})$ ]] || fail "commands are not stopped first: $first"
sed -n "/^::${BASH_REMATCH[1]}::$/,\$p" stdout | grep -q '^::error file=fair ness.yaml,line=5,' || fail "nothing is annotated"
step 2 0
grep -q 'POST repos/some/where/issues/7/comments -F body=@out/comment.md' asked || fail "no comment is posted: $(cat asked)"
: > asked
step 2 0
grep -q 'PATCH repos/some/where/issues/comments/4711 ' asked || fail "the comment is not written anew: $(cat asked)"
step 3 1 CODE=1

policy 0.5
: > output
: > asked
step 1 0
grep -qx 'exit-code=0' output || fail "the action does not tell that the gate is green"
step 2 0
grep -q 'DELETE repos/some/where/issues/comments/4711' asked || fail "the comment stays: $(cat asked)"
: > asked
step 2 0
[ "$(grep -vc paginate asked)" -eq 0 ] || fail "a comment where nothing is missed: $(cat asked)"
step 3 0 CODE=0
step 1 3 DATA=absent.csv
step 1 2 POLICY=absent.yaml
printf 'decisions.csv\n\ndecisions.csv\n' > files
step 1 0 DATA="$(cat files)"
grep -q '"rows_read": *800' out/result.json || fail "two files are not read as two"

# GitLab runs the lines of `script` one after the other.
for shell in sh bash; do
    for limit in 0.5 0.95; do
        policy "$limit"
        rm -rf fairness
        block "$gitlab" 1 > script.sh
        expect "$([ $limit = 0.5 ] && echo 0 || echo 1)" env EXAEQUO_DATA='decisions.csv decisions.csv' EXAEQUO_AGAINST= \
            EXAEQUO_POLICY='fair ness.yaml' EXAEQUO_REPORT=fairness $shell -e script.sh
        grep -q '"rows_read": *800' fairness/result.json || fail "two files are not read as two"
        for file in gate.xml gate.gitlab.json gate.prom; do
            [ -s fairness/$file ] || fail "the job leaves no $file"
        done
    done
done
[ -s fairness/comment.md ] || fail "the job leaves no comment"

finish "the templates run"
