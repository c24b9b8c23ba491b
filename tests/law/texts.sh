# SPDX-License-Identifier: Apache-2.0
# Every text for people is collected, and said in every language.
. "$(dirname "$0")/laws.bash"

command -v xgettext > /dev/null || skip "xgettext (gettext) not found: run tools/deps"

found=$(tools/texts --check 2>&1) || fail "run tools/texts, and write what it asks for:
$found"

finish "every text is collected and translated"
