# SPDX-License-Identifier: Apache-2.0
# Messages are part of the interface: what is typed, how it ends, what is said. Columns are separated by " | ".
. "$(dirname "$0")/program.bash"

while IFS= read -r row; do
    words=${row%% | *} code=${row#* | } message=${row##* | }
    code=${code%% | *}
    eval "typed=($words)"
    expect "$code" "$EXAEQUO" "${typed[@]}"
    says "$message"
    [ ! -s stdout ] || fail "standard output is not empty: $words"
    count=$((${count-0} + 1))
done << 'TABLE'
 | 2 | no command given (see exaequo --help)
adit x | 2 | unknown command 'adit'; did you mean audit? (see exaequo --help)
frobnicate | 2 | unknown command 'frobnicate' (see exaequo --help)
gate d.csv | 2 | a gate needs something to check: say -p POLICY with a check in it, or --check 'METRIC >= N [by GROUPING]'. exaequo audit describes without checking (see exaequo gate --help)
--verison | 2 | unknown option '--verison' (see exaequo --help)
audit | 2 | no DATA given (see exaequo audit --help)
audit '' | 2 | DATA is an empty text (see exaequo audit --help)
audit d --favorable x | 2 | unknown option --favorable; did you mean --favourable? (see exaequo audit --help)
audit d --thr 5 | 2 | unknown option --thr; did you mean --threshold? (see exaequo audit --help)
audit d --policy p | 2 | p: could not be opened: No such file or directory (see exaequo audit --help)
audit d --check x | 2 | check 'x' has no limit. Say METRIC >= N or METRIC <= N, such as 'selection_rate_ratio >= 0.80 by sex'. (see exaequo audit --help)
audit d --policy-sha256 0 | 2 | --policy-sha256 says which --policy it must be, and there is none (see exaequo audit --help)
audit d --user x | 2 | no grouping was asked for. Say whom to compare: --by-user COLUMN of --users, --by-item COLUMN of --items. (see exaequo audit --help)
audit d -p p | 2 | p: could not be opened: No such file or directory (see exaequo audit --help)
audit d --decision | 2 | --decision needs COL (see exaequo audit --help)
audit d --decision= | 2 | --decision needs COL, and got an empty text (see exaequo audit --help)
audit d --decision --label y | 2 | --decision needs COL, and is followed by --label (see exaequo audit --help)
audit d --decision a --decision b | 2 | --decision is given twice (see exaequo audit --help)
audit d --quiet=yes | 2 | --quiet takes no value (see exaequo audit --help)
audit d --min-cell 0 | 2 | --min-cell takes a whole number of at least 1, not '0' (see exaequo audit --help)
audit d --min-cell -3 | 2 | --min-cell takes a whole number of at least 1, not '-3' (see exaequo audit --help)
audit d --seed 99999999999999999999 | 2 | --seed takes a whole number, not '99999999999999999999' (see exaequo audit --help)
audit d --expect-rows 1e3 | 2 | --expect-rows takes a whole number, not '1e3' (see exaequo audit --help)
audit d --threads 0 | 2 | --threads takes a whole number from 1 to 4096, not '0' (see exaequo audit --help)
audit d --level 0.5 | 2 | --level takes a decimal number between 0.5 and 1, not '0.5' (see exaequo audit --help)
audit d --level 1 | 2 | --level takes a decimal number between 0.5 and 1, not '1' (see exaequo audit --help)
audit d --level 95% | 2 | --level takes a decimal number between 0.5 and 1, not '95%' (see exaequo audit --help)
audit d --level nan | 2 | --level takes a decimal number between 0.5 and 1, not 'nan' (see exaequo audit --help)
audit d --max-excluded 5 | 2 | --max-excluded takes a decimal number from 0 to 1, not '5' (see exaequo audit --help)
audit d --threshold 0x5 | 2 | --threshold takes a decimal number, > and one, or median, not '0x5' (see exaequo audit --help)
audit d --selected-is fine | 2 | --selected-is takes good or bad, not 'fine' (see exaequo audit --help)
audit d --missing none | 2 | --missing takes own_group, drop, fail or compare, not 'none' (see exaequo audit --help)
audit d --color red | 2 | --color takes auto, always or never, not 'red' (see exaequo audit --help)
audit d --rate-interval wald | 2 | --rate-interval takes wilson, clopper-pearson or jeffreys, not 'wald' (see exaequo audit --help)
audit d --ratio-interval wald | 2 | --ratio-interval takes koopman or katz, not 'wald' (see exaequo audit --help)
audit d --delimiter ab | 2 | --delimiter takes one ASCII character or tab, not 'ab' (see exaequo audit --help)
audit d --expect-sha256 abc | 2 | --expect-sha256 takes 64 hexadecimal digits, not 'abc' (see exaequo audit --help)
audit d --by a,,b | 2 | --by 'a,,b' has an empty name between its commas (see exaequo audit --help)
audit d --by a --by a | 2 | --by a is given twice (see exaequo audit --help)
audit d --given a, | 2 | --given 'a,' has an empty name between its commas (see exaequo audit --help)
audit d --by a --reference b=x | 2 | --reference b=x does not begin with the text of a --by (see exaequo audit --help)
audit d --by a --reference x | 2 | --reference takes GROUPING=LEVEL, largest, best, overall or rest, not 'x' (see exaequo audit --help)
audit d --by a --reference a= | 2 | --reference a= names no level (see exaequo audit --help)
audit d --by a --search 3 | 2 | --search takes depth=D with D from 1 to 999, not '3' (see exaequo audit --help)
audit d --by a --search depth=0 | 2 | --search takes depth=D with D from 1 to 999, not 'depth=0' (see exaequo audit --help)
audit d --by a --search depth=2x | 2 | --search takes depth=D with D from 1 to 999, not 'depth=2x' (see exaequo audit --help)
audit d --by a --reference a=x --reference a=y | 2 | --reference is given twice for a (see exaequo audit --help)
audit d --by a --reference best --reference rest | 2 | --reference is given twice for every grouping (see exaequo audit --help)
audit d --say who=us | 2 | --say takes KEY=TEXT where KEY is people, selected, rejected, positive, negative, items or found, not 'who=us' (see exaequo audit --help)
audit d --say people | 2 | --say takes KEY=TEXT where KEY is people, selected, rejected, positive, negative, items or found, not 'people' (see exaequo audit --help)
audit d --say people=a --say people=b | 2 | --say people is given twice (see exaequo audit --help)
audit d --all --metric x | 2 | --all shows every metric: leave out --metric, or --all (see exaequo audit --help)
audit d --lang tlh | 2 | --lang takes en, fr or both with a comma, not 'tlh' (see exaequo audit --help)
audit d --lang en, | 2 | --lang takes en, fr or both with a comma, not 'en,' (see exaequo audit --help)
audit d --lang fr,fr | 2 | --lang names fr twice (see exaequo audit --help)
audit d --out json= | 2 | --out json= names no file (see exaequo audit --help)
audit d --out json --out html=- | 2 | standard output cannot take both json and html: give one a file (see exaequo audit --help)
audit d --out json=a --out html=./a | 2 | ./a: would be written twice (see exaequo audit --help)
audit - - | 2 | standard input (-) can be read only once (see exaequo audit --help)
audit decisions.csv --out json=decisions.csv | 2 | decisions.csv: is an input, and an output would replace it (see exaequo audit --help)
audit d --out json=no/such/file | 3 | no/such/file: its folder cannot be made: No such file or directory
audit d --out json=decisions.csv/file | 3 | decisions.csv/file: decisions.csv is not a folder
audit d --out json=/dev/null | 3 | /dev/null: is a device, and only a plain file is replaced. Name another file, or - for standard output
audit d --out json=/ | 3 | /: names a folder, not a file
tally d | 2 | --output FILE is needed (see exaequo tally --help)
tally d -o | 2 | --output needs FILE (see exaequo tally --help)
tally d -o - | 2 | a tally is secret and goes to a file, not to standard output (see exaequo tally --help)
tally d --level 0.9 -o t | 2 | unknown option --level; did you mean --label? (see exaequo tally --help)
merge -o t | 2 | no TALLY given (see exaequo merge --help)
merge decisions.csv -odecisions.csv | 2 | decisions.csv: is an input, and an output would replace it (see exaequo merge --help)
report | 2 | no RESULT.json given (see exaequo report --help)
report a b | 2 | several results are for --trend; compare holds two against each other (see exaequo report --help)
report nosuch.json | 3 | nosuch.json: could not be opened: No such file or directory
list all | 2 | 'all' is one word too many: only options are taken (see exaequo list --help)
list --all | 2 | unknown option --all (see exaequo list --help)
explain | 2 | no METRIC given (see exaequo explain --help)
audit d $'--x\e[31m\xe2\x80\xae' | 2 | unknown option --x<1B>[31m<E2><80><AE> (see exaequo audit --help)
TABLE

# Formats are the library's to name: the message lists them.
expect 2 "$EXAEQUO" audit d --out htlm=x
grep -q "^exaequo: --out knows no format 'htlm', perhaps html; it writes .*csv.*html.*json.*text" stderr ||
    fail "the formats are not listed: $(cat stderr)"

finish "$count messages as promised"
