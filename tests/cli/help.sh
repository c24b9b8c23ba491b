# SPDX-License-Identifier: Apache-2.0
# Help exists for all, in 80 columns, and names every option the messages name.
. "$(dirname "$0")/program.bash"

# printed WORD...: it prints, says nothing else, and stays within 80 columns.
printed()
{
    expect 0 "$EXAEQUO" "$@"
    [ ! -s stderr ] || fail "$* speaks on standard error: $(cat stderr)"
    [ -s stdout ] || fail "$* says nothing"
}

narrow()
{
    printed "$@"
    [ "$(LC_ALL=C.UTF-8 wc -L < stdout)" -le 80 ] || fail "$* is wider than 80 columns"
}

narrow --help
mapfile -t commands < <(awk '/^Commands/ { on = 1; next } /^$/ { on = 0 } on { print $1 }' stdout)
[ "${#commands[@]}" -ge 8 ] || fail "only ${#commands[@]} commands: ${commands[*]}"
for command in "${commands[@]}"; do
    narrow "$command" --help
    grep -q "^Usage: exaequo $command" stdout || fail "$command --help has no usage line"
    head -n 1 stdout | grep -q "^  exaequo $command" || fail "$command --help does not begin with an example"
    cp stdout long
    printed "$command" -h
    cmp -s stdout long || fail "$command -h is not $command --help"
done
expect 0 "$EXAEQUO" audit --min-cell 7 --help nonsense --nonsense
expect 0 "$EXAEQUO" --version
grep -qxE 'exaequo [0-9]+\.[0-9]+\.[0-9]+' stdout || fail "--version says: $(cat stdout)"

narrow list
metric=$(awk '/^ *disparate_impact/ { print $1; exit }' stdout)
narrow explain "${metric:-disparate_impact}"
narrow explain koopman
grep -q 'Koopman 1984' stdout || fail "explain does not know methods: $(cat stdout)"
expect 2 "$EXAEQUO" explain disparate_impct
grep -q 'disparate_impact' stderr || fail "explain has no nearest name: $(cat stderr)"
printed schema
printed doctor
grep -q '^exaequo  *[0-9]' stdout || fail "doctor does not tell the version"
for library in libcsv zlib zstd xxHash OpenSSL utf8proc libyaml cJSON libxml2 libRmath OpenBLAS; do
    grep -q "^$library  *.*[0-9]" stdout || fail "doctor does not tell the version of $library"
done
grep -q '^gnuplot ' stdout || fail "doctor does not tell of gnuplot"

finish "${#commands[@]} commands help"
