# SPDX-License-Identifier: Apache-2.0
# The form of the ethics questions: printed, filled in as people do, mailed, and read back; or refused, with the line.
. "$(dirname "$0")/program.bash"

expect 0 "${audit[@]}" --out json=result.json --out html=before.html --quiet
expect 0 "$EXAEQUO" review result.json
cp stdout form.md
expect 0 "$EXAEQUO" review result.json --lang fr
cp stdout forme.md
expect 0 "$EXAEQUO" report result.json --out review=- --quiet
cmp -s stdout form.md || fail "--out review is another form"
grep -q '^# Questions d’éthique' forme.md || fail "the form does not speak French"

# fill FORM WORD: answers the first two questions, the second over several lines.
fill()
{
    awk -v word="$2" '
        /^## / { n++ }
        n == 1 && /^- (Answer|Réponse)/ { print $0 word; next }
        n == 1 && /^- (Reason|Motif)/ { print $0 "Those who are refused can apply again, and are told why."; next }
        n == 1 && /^- (Name|Nom)/ { print $0 "Ada <b>L</b>"; next }
        n == 1 && /^- Date/ { print $0 "2026-11-24"; next }
        { print }' "$1"
}
fill form.md yes > filled.md
expect 0 "$EXAEQUO" report result.json --review filled.md --out json=after.json --out html=after.html --quiet
grep -q '"answer": *"yes"' after.json || fail "the answer is not in the result"
grep -q 'Those who are refused can apply again' after.html || fail "the reason is not on the page"
grep -q 'Ada &lt;b&gt;L&lt;/b&gt;' after.html || fail "the name is not on the page as it was written"
[ "$(grep -o 'Not reviewed' after.html | wc -l)" -ge 2 ] || fail "two questions are open and the page does not say so"

# In French, through mail that quotes and ends lines its own way, signed below; again over what is answered already.
fill forme.md oui | sed 's/^/> /; s/$/\r/' > quoted.md
printf -- '\r\n-- \r\nAda\r\n' >> quoted.md
expect 0 "$EXAEQUO" report result.json --review quoted.md --out json=french.json --quiet
cmp -s after.json french.json || fail "the French form gives another result"
expect 0 "$EXAEQUO" report after.json --review filled.md --out json=again.json --quiet
cmp -s after.json again.json || fail "a form cannot be read over its own answers"

# Beside an audit too; the command that is printed is that of the data.
expect 0 "${audit[@]}" --review filled.md --out json=audited.json --quiet
cmp -s after.json audited.json || fail "audit --review gives another result than report --review"

# A form printed from what is answered holds the answers.
expect 0 "$EXAEQUO" review after.json
grep -q '^- Answer (yes, no or unsure): yes' stdout || fail "the answer is not in the form"

# A reason may go on.
awk '{ print } /^- Reason: Those/ { print "  It also went on\n\n  over lines." }' filled.md > long.md
expect 0 "$EXAEQUO" report result.json --review long.md --out json=long.json --quiet
grep -q 'told why. It also went on over lines.' long.json || fail "the reason does not go on"

# refused LINE MESSAGE SED-EXPRESSION
refused()
{
    sed "$3" filled.md > wrong.md
    expect 2 "$EXAEQUO" report result.json --review wrong.md --out json=never.json --quiet
    grep -q "^exaequo: wrong.md:$1: $2" stderr || fail "with $3 it says: $(cat stderr)"
    [ ! -e never.json ] || fail "an output was written with $3"
}
line() { grep -n "$1" filled.md | head -n 1 | cut -d : -f 1; }
refused "$(line '^exaequo-review')" 'this form is about another result' 's/^exaequo-review: ./exaequo-review: x/'
refused 1 'there is no line' '/^exaequo-review/d'
refused "$(line '^- Answer')" 'an answer is yes, no or unsure' 's/: yes$/: perhaps/'
refused "$(line '^- Reason')" 'a reason takes at least 40 characters' 's/^- Reason: Those.*/- Reason: so/'
refused "$(line '^- Name')" '“Name” is empty' 's/^- Name: Ada.*/- Name:/'
refused "$(line '^- Date')" 'a date is YYYY-MM-DD' 's/2026-11-24/2026-02-30/'
refused "$(line '^## 1')" 'question 1 has no line “Name”' '/^- Name: Ada/d'
refused "$(line '^## 2')" 'question 1 was asked in line' 's/^## 2/## 1/'
refused "$(line '^## 2')" 'this heading opens none' 's/^## 2/## 9/'
refused "$(line '^- Name')" '“Answer” was said in line' 's/^- Name: Ada.*/- Answer: no/'
refused "$(($(line '^- Name') + 1))" 'expected Answer, Reason, Name or Date' 's/^- Name: Ada/&\nlater/'
refused "$(line '^## 1')" 'no question is answered' 's/^\(- [A-Z][^:]*:\).*/\1/'
refused 1 'this is not valid UTF-8' '1s/.*/\xff/'
expect 3 "$EXAEQUO" report result.json --review absent.md --quiet
expect 0 "${audit[@]}" --min-cell 11 --out json=other.json --quiet
expect 2 "$EXAEQUO" report other.json --review filled.md --quiet
grep -q 'this form is about another result' stderr || fail "a form for another result is read: $(cat stderr)"
expect 2 "$EXAEQUO" review result.json --lang de
expect 3 "$EXAEQUO" review absent.json
finish "the form of the ethics questions is printed, filled in, mailed and read back"
