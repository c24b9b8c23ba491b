# SPDX-License-Identifier: Apache-2.0
# Every system call that writing depends on fails once, at each of its occurrences: the program never ends with 0 unless
# the new report is there whole, and never leaves a torn or temporary file. Then it is killed at each of them: what is
# there is the old report or the new one, file by file, and the next run clears the rest away.
. "$(dirname "$0")/program.bash"
command -v strace > /dev/null || skip "no strace: run tools/deps --dev"
"$EXAEQUO" --version > /dev/null
! grep -qaE "AddressSanitizer|ThreadSanitizer|lib[at]san" "$EXAEQUO" || skip "sanitizers do not work under strace"
strace -o /dev/null -e trace=none true 2> /dev/null || skip "strace may not trace here"

expect 0 "${audit[@]}" --quiet --report old
expect 0 "${audit[@]}" --quiet --report new --min-cell 11
files="report.html result.json summary.md"

# A page names the JSON it goes with by its digest. Its pictures may be missing: they are made by another program, over a
# pipe that fails too.
old_digest=$(sha256sum < old/result.json | cut -d' ' -f1)
new_digest=$(sha256sum < new/result.json | cut -d' ' -f1)

# made_from WHICH NAME: is it the whole file of the old or new report?
made_from()
{
    local digest=$1_digest
    case $2 in
    *.json | *.md) cmp -s "out/$2" "$1/$2" ;;
    *.html) grep -q "${!digest}" "out/$2" && tail -c 8 "out/$2" | grep -q '</html>' ;;
    esac
}

# occurrences CALL: how often one run makes it once the audit is over, which is what counts here.
occurrences()
{
    rm -rf out && cp -r old out
    strace -f -o trace -e "trace=$1" "${audit[@]}" --quiet --report out --min-cell 11
    grep -c "$1(" trace || true
}

inject()
{
    rm -rf out && cp -r old out
    code=0
    { # the shell tells of a killed program; that is no news here
        strace -f -o /dev/null -e "trace=$1" -e "inject=$1:$2" \
            "${audit[@]}" --quiet --report out --min-cell 11 > stdout 2> stderr || code=$?
    } 2> /dev/null
}

runs=0
while read -r call faults; do
    total=$(occurrences "$call")
    for ((when = 1; when <= total && when <= 60; when++)); do
        for fault in $faults; do
            inject "$call" "error=$fault:when=$when"
            if [ "$code" -eq 0 ]; then
                for name in $files; do
                    made_from new "$name" || fail "$call $when $fault: exit 0 with a stale $name"
                done
            fi
            # The very closing of a folder may fail after all is done; only the loader may be unable to start at all.
            case $code in 0 | 3 | 70 | 127) ;; *) fail "$call $when $fault: exit $code" ;; esac
            for name in $files; do made_from old "$name" || made_from new "$name" || fail "$call $when $fault: $name is torn"; done
            holds out $files
            runs=$((runs + 1))
        done
    done
done << 'TABLE'
openat EMFILE EACCES
write EIO ENOSPC EINTR
fsync EIO ENOSPC
close EIO EINTR
renameat EIO ENOSPC
getrandom EINTR
newfstatat EIO
TABLE

for call in openat write fsync close renameat; do
    total=$(occurrences $call)
    for ((when = 1; when <= total && when <= 60; when++)); do
        inject "$call" "signal=KILL:when=$when"
        for name in $files; do made_from old "$name" || made_from new "$name" || fail "killed at $call $when: $name is torn"; done
        runs=$((runs + 1))
    done
    expect 0 "${audit[@]}" --quiet --report out
    holds out $files
done

finish "$runs faults, no torn file"
