# SPDX-License-Identifier: Apache-2.0
# One language for everything people read, or a page in each; the JSON is the same whatever is spoken, and so is the
# language of the surroundings.
. "$(dirname "$0")/program.bash"

expect 0 "${audit[@]}" --lang fr --report fr
tail -n 1 stdout | grep -q '^code 0' || fail "the text does not end in French"
holds fr report.html result.json summary.md
grep -q '<html lang="fr">' fr/report.html || fail "the page does not say that it is French"
grep -q 'Aucun contrôle demandé' fr/summary.md || fail "the summary is not in French"

expect 0 "${audit[@]}" --lang en,fr --report both
tail -n 1 stdout | grep -q '^exit 0: ' || fail "the first language is not that of the text"
holds both report.fr.html report.html result.json summary.md
grep -q 'href="report.fr.html"' both/report.html || fail "the English page does not show the way to the French one"
grep -q 'href="report.html"' both/report.fr.html || fail "the French page does not show the way to the English one"
cmp fr/result.json both/result.json || fail "the JSON depends on the language"

expect 0 env LANG=fr_FR.UTF-8 LC_ALL=fr_FR.UTF-8 "${audit[@]}"
tail -n 1 stdout | grep -q '^exit 0: ' || fail "the language was guessed"

expect 0 "${audit[@]}" --lang en,fr --say people=applicants --say fr:people=candidats --report words --quiet
grep -q 'applicants' words/report.html || fail "English words are missing"
grep -q 'candidats' words/report.fr.html || fail "French words are missing"
grep -q '<h2.*applicants' words/report.fr.html && fail "words of two languages are mixed"

# Words without a language are those of the first; another page says its own, and whoever gave them is told.
expect 0 "${audit[@]}" --lang en,fr --say people=applicants --report plain --quiet
grep -q 'applicants' plain/report.html || fail "the first language does not say words without a language"
grep -v -e --say plain/report.fr.html | grep -q applicants && fail "the second language says words of the first"
grep -qx 'exaequo: note: the page in fr has no words of yours for people: say --say fr:KEY=TEXT.*' stderr || fail "nobody is told that French lacks words: $(cat stderr)"
expect 0 "${audit[@]}" --lang fr,en --say people=candidats --report turned --quiet
grep -q 'candidats' turned/report.html || fail "the first language, French, does not say words without a language"
grep -v -e --say turned/report.en.html | grep -q candidats && fail "English says words of French"
expect 0 "${audit[@]}" --lang en,fr --say people=applicants --say fr:people=candidats --report words --quiet
[ -s stderr ] && fail "a note, though no word is lacking: $(cat stderr)"
expect 0 "${audit[@]}" --lang fr --say people=candidats --report alone --quiet
[ -s stderr ] && fail "a note, though there is one language: $(cat stderr)"

# No line of the terminal is wider than it is.
expect 0 "${audit[@]}" --by region --lang fr
[ "$(LC_ALL=C.UTF-8 wc -L < stdout)" -le 80 ] || fail "a line is wider than 80 columns"

finish "French and English, each by itself and both"
