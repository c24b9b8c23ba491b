# SPDX-License-Identifier: Apache-2.0
# Interrupted while it reads, the program leaves no file and dies of the signal.
. "$(dirname "$0")/program.bash"

mkfifo input
for signal in INT TERM HUP; do
    exec 3<> input
    # A shell without job control starts what runs beside it with SIGINT ignored.
    env --default-signal "$EXAEQUO" audit - --decision approved --by gender --report out --out csv=table.csv \
        < input > stdout 2> stderr &
    program=$!
    cat decisions.csv >&3
    sleep 0.2
    kill -s "$signal" "$program"
    code=0
    { wait "$program" || code=$?; } 2> /dev/null # the shell tells of a killed program
    exec 3>&-
    [ "$code" -eq $((128 + $(kill -l "$signal"))) ] || fail "SIG$signal: ended with $code: $(cat stderr)"
    [ ! -e out ] && [ ! -e table.csv ] || fail "SIG$signal: something was left behind"
    [ ! -s stdout ] || fail "SIG$signal: something was said"
done

finish "interrupted without a trace"
