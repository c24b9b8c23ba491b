# SPDX-License-Identifier: Apache-2.0
# Shells complete what help tells, and the manual page tells it too: both are read off the same tables.
. "$(dirname "$0")/program.bash"

PATH=$(dirname "$EXAEQUO"):$PATH
[ "$(basename "$EXAEQUO")" = exaequo ] || skip "the program is not called exaequo"
touch 'policy.yaml' 'two words.csv'
mkdir folder

for shell in bash zsh fish; do
    expect 0 "$EXAEQUO" completion $shell
    cp stdout completion.$shell
    ! command -v $shell > /dev/null || $shell -n completion.$shell || fail "the script for $shell is none"
done
expect 2 "$EXAEQUO" completion csh
says "completion is for bash, zsh or fish, not 'csh' (see exaequo completion --help)"

# completes WORDS EXPECTED...: the last of WORDS is what is being typed.
completes()
{
    local wanted
    read -ra COMP_WORDS <<< "$1"
    [ "${1% }" = "$1" ] || COMP_WORDS+=('')
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    shift
    COMPREPLY=()
    _exaequo
    wanted=$(printf '%s\n' "$@" | sort)
    [ "$(printf '%s\n' "${COMPREPLY[@]}" | sort)" = "$wanted" ] ||
        fail "${COMP_WORDS[*]} is completed to: ${COMPREPLY[*]} instead of: $*"
}

. ./completion.bash
complete -p exaequo | grep -q -- '-F _exaequo' || fail "the function is not registered"
completes 'exaequo gat' gate
completes 'exaequo gate --mis' --missing
completes 'exaequo gate --missing ' own_group drop fail compare
completes 'exaequo gate --missing = d' drop
completes 'exaequo gate --missing =' own_group drop fail compare
completes 'exaequo gate --out sa' sarif
completes 'exaequo gate --out json = pol' policy.yaml
completes 'exaequo gate -p pol' policy.yaml
completes 'exaequo gate --policy = pol' policy.yaml
completes 'exaequo gate --report fol' folder
completes 'exaequo gate tw' 'two words.csv'
completes 'exaequo gate data.csv --decision ' ''
completes 'exaequo explain disparate_im' disparate_impact
completes 'exaequo audit x.csv --metric disparate_im' disparate_impact
completes 'exaequo completion z' zsh
completes 'exaequo waive ' ''

# Every option that help tells, of every command, in every shell and in the manual.
expect 0 "$EXAEQUO" man
cp stdout exaequo.1
sed 's/\\-/-/g' exaequo.1 > plain.1
mapfile -t commands < <("$EXAEQUO" --help | awk '/^Commands/ { on = 1; next } /^$/ { on = 0 } on { print $1 }')
for command in "${commands[@]}"; do
    grep -q "^.SS exaequo $command" plain.1 || fail "the manual has no $command"
    grep -q "__fish_use_subcommand -a $command " completion.fish || fail "fish does not know $command"
    grep -q "^        '$command:" completion.zsh || fail "zsh does not know $command"
    mapfile -t options < <("$EXAEQUO" "$command" --help | sed -n 's/^  \(-., \)\{0,1\}--\([a-z0-9-]*\).*/\2/p')
    completes "exaequo $command --" --help "${options[@]/#/--}"
    for option in "${options[@]}"; do
        grep -q "subcommand_from $command' -l $option " completion.fish || fail "fish does not know $command --$option"
        grep -q -- "'\*\{0,1\}--$option\[" completion.zsh || fail "zsh does not know $command --$option"
        grep -q -- "--$option" plain.1 || fail "the manual does not know $command --$option"
    done
done

# The outputs that there are are the outputs that help names.
expect 2 "$EXAEQUO" audit x.csv --out nosuch
formats=$(sed -n 's/.*it writes \([a-z, ]*\).*/\1/p' stderr | sed 's/, \([a-z]*\) *$/ or \1/')
"$EXAEQUO" audit --help | tr -s ' \n' ' ' > flat
grep -q "write as $formats; repeatable" flat || fail "help names other outputs than: $formats"

if command -v fish > /dev/null; then
    printf 'source completion.fish\ncomplete -C "exaequo gate --missing "\n' > try.fish
    [ "$(HOME=$PWD fish try.fish | cut -f 1 | sort | tr '\n' ' ')" = "compare drop fail own_group " ] ||
        fail "fish completes --missing to: $(HOME=$PWD fish try.fish)"
fi

if command -v mandoc > /dev/null; then
    mandoc -Tlint -W warning exaequo.1 | grep -v 'missing date' > lint || true
    [ ! -s lint ] || fail "mandoc says: $(head -n 5 lint)"
fi
if command -v man > /dev/null && command -v groff > /dev/null; then
    man --warnings -E UTF-8 -l -Tutf8 -Z exaequo.1 2> lint > /dev/null || fail "man cannot show the page"
    [ ! -s lint ] || fail "man says: $(head -n 5 lint)"
fi

finish "${#commands[@]} commands are completed and in the manual"
