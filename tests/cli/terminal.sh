# SPDX-License-Identifier: Apache-2.0
# Colours: on a terminal, unless NO_COLOR or a dumb terminal speak against it; --color has the last word.
. "$(dirname "$0")/program.bash"
command -v script > /dev/null || skip "no script(1) to make a terminal"

escape=$'\e['
# coloured WANTED COMMAND...: does standard output of the command hold a colour?
coloured()
{
    local wanted=$1 found=no
    shift
    "$@" > stdout 2> stderr || fail "$* ends with $?"
    if grep -qF "$escape" stdout; then found=yes; fi
    [ "$found" = "$wanted" ] || fail "coloured $found instead of $wanted: ${*//$scratch/.}"
}

printf -v line '%q ' "${audit[@]}"
on_terminal()
{
    script -qec "$line $*" /dev/null < /dev/null
}

export TERM=xterm
coloured no "${audit[@]}"
coloured no "${audit[@]}" --color never
coloured yes "${audit[@]}" --color always
coloured yes on_terminal
coloured no on_terminal --color never
export NO_COLOR=1
coloured no on_terminal
coloured yes on_terminal --color always
export NO_COLOR=
coloured yes on_terminal
export TERM=dumb
coloured no on_terminal
unset TERM
coloured no on_terminal

# A file is coloured only on demand.
export TERM=xterm
on_terminal --out text=plain.txt > /dev/null
! grep -qF "$escape" plain.txt || fail "a file is coloured"

finish "colours where they are wanted"
