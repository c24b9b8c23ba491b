#!/bin/bash
# SPDX-License-Identifier: Apache-2.0
#
# The whole audit of recommendation lists - all measures, three cut-offs, people and items, JSON - against DuckDB's window
# query for NDCG at 10 alone (lists_ndcg.sql): the same files, already in memory, as many threads, turn by turn in one run.
# Of DuckDB the query alone is timed, from the text of the files to its rows; of the audit the whole process. The query
# compares people by gender; so does the first audit, and items by maker. The others add people by age and items by genres,
# of which an item may have several, then a history of 11 million rows.
#
#     bench/lists_against_duckdb.sh BUILD [USERS [ROUNDS [THREADS]]]
#
# BUILD holds `exaequo` and `generate_lists` (a release build with -DEXAEQUO_BENCH=ON). 500000 users with 20 rows each
# are 10 million rows. PYTHON names a Python that has the duckdb module (default: python3).
set -euo pipefail

build=$(cd "${1:?which build?}" && pwd)
users=${2:-500000}
rounds=${3:-5}
threads=${4:-2}
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"

"$build/generate_lists" . --users "$users" --items 20000 --length 20 --seed 1
cat ./*.csv ./*.tsv > /dev/null

# Every measurement is a line: seconds by the clock, seconds of processor time.
audit() { # NAME [OPTION...]
    local name=$1
    shift
    TIMEFORMAT='%R %U %S'
    { time "$build/exaequo" audit lists.csv --user user_id --item item_id --rank rank --at 5,10,20 \
        --truth truth.tsv --users users.csv --items items.csv --split-on '|' --by-user gender --by-item maker \
        --threads "$threads" --out json=result.json --quiet "$@"; } 2> time
    awk 'END {print $1, $2 + $3}' time >> "$name"
}

duckdb() {
    "${PYTHON:-python3}" - "$here/lists_ndcg.sql" "$threads" >> duckdb << 'QUERY'
import sys, time
import duckdb
text = open(sys.argv[1]).read()
connection = duckdb.connect(config={"threads": int(sys.argv[2])})
begin, spent = time.perf_counter(), time.process_time()
connection.execute(text).fetchall()
print(time.perf_counter() - begin, time.process_time() - spent)
QUERY
}

for ((round = 0; round < rounds; round++)); do
    audit alone
    duckdb
    audit two --by-user age --by-item genres
    audit with_history --by-user age --by-item genres --history history.tsv
done

median() { # NAME COLUMN
    cut -d ' ' -f "$2" "$1" | sort -g | awk '{value[NR] = $1} END {print value[int((NR + 1) / 2)]}'
}
report() { # NAME WORDS
    awk -v words="$2" -v clock="$(median "$1" 1)" -v spent="$(median "$1" 2)" \
        -v other="$(median duckdb 1)" -v other_spent="$(median duckdb 2)" 'BEGIN {
            printf "%-38s %6.2f s   x %5.2f   processor %6.2f s   x %5.2f\n", words, clock, clock / other,
                spent, spent / other_spent}'
}
echo "$((users * 20)) rows, $threads threads, median of $rounds:"
report duckdb "DuckDB, NDCG at 10 alone"
report alone "exaequo, one grouping a side"
report two "exaequo, two groupings a side"
report with_history "exaequo, two, and a history"
awk -v clock="$(median alone 1)" -v other="$(median duckdb 1)" 'BEGIN {
    printf "ratio by the clock, all measures to one of DuckDB: %.2f\n", clock / other}'
