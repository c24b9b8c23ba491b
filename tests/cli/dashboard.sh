# SPDX-License-Identifier: Apache-2.0
# Many results as one page: the same bytes whatever the order, nothing that runs, and no output over an input.
. "$(dirname "$0")/program.bash"

for month in 01 02 03; do
    "${audit[@]}" --as-of "2026-$month-15" --check 'selection_rate_min_ratio >= 0.5' --quiet --out json="m$month.json" || fail "no result"
done
expect 0 "$EXAEQUO" dashboard m01.json m02.json m03.json -o page
holds page index.html
expect 0 "$EXAEQUO" dashboard m03.json m01.json m02.json -o again
cmp -s page/index.html again/index.html || fail "the order of the files changes the page"
grep -q '3 audits, 2026-01-15 to 2026-03-15' page/index.html || fail "the page does not say which audits"
! grep -qi '<script\|http://\|https://\| style=\| on[a-z]*=' page/index.html || fail "the page holds what it must not"
grep -q "default-src 'none'" page/index.html || fail "the page has no policy"
grep -q 'not supplied' page/index.html || fail "what is not known is not said"
ids=$(grep -o ' id="[^"]*"' page/index.html | sort | uniq -d)
[ -z "$ids" ] || fail "ids stand twice: $ids"
! command -v xmllint > /dev/null || xmllint --html --noout page/index.html 2> html_errors || true

expect 2 "$EXAEQUO" dashboard m01.json
says "say where the page goes: -o DIR (see exaequo dashboard --help)"
expect 2 "$EXAEQUO" dashboard m01.json -o page --as-of tomorrow
expect 2 "$EXAEQUO" dashboard m01.json -o page --lang xx
expect 2 "$EXAEQUO" dashboard -o page
expect 3 "$EXAEQUO" dashboard m01.json decisions.csv -o broken
[ ! -e broken ] || fail "a broken run left something behind"
mkdir in && cp m01.json in/index.html
expect 2 "$EXAEQUO" dashboard in/index.html -o in

# A report that looks back: the last result, its checks over all of them.
expect 0 "$EXAEQUO" report m01.json m02.json m03.json --trend --report looking --quiet
cmp -s looking/result.json m03.json || fail "the last result is not the one reported"
grep -q 'id="over-time"' looking/report.html || fail "the report does not look back"
ids=$(grep -o ' id="[^"]*"' looking/report.html | sort | uniq -d)
[ -z "$ids" ] || fail "ids stand twice: $ids"
expect 0 "$EXAEQUO" report m03.json --out html=alone.html --quiet
! grep -q 'id="over-time"' alone.html || fail "a report looks back where nobody asked"
expect 2 "$EXAEQUO" report m01.json m02.json --quiet

finish "results become one page"
