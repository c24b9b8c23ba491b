# SPDX-License-Identifier: Apache-2.0
# The tree names no place of the machine it was written on and no host of a package registry, and no two of its C
# files share a name, so that #include "tally.h" can mean one thing only. Each pattern is written so that it does not
# match itself.
. "$(dirname "$0")/laws.bash"

tree_grep()
{
    grep -rnIE "$1" . --exclude-dir={.git,build,demo,out} || true
}

machine_paths='(^|[^[:alnum:]_.<>/-])/(wor[k]|roo[t]|hom[e]/[a-z]+|tm[p]/w|User[s])/'
registry_hosts='pypi[.]org|pythonhosted[.]org|npmjs[.](org|com)|crates[.]io|golang[.]org|rubygems[.]org|maven[.]org'
registry_hosts+='|anaconda[.]org|cran[.]r-project[.]org|(deb|security|ftp)[.]debian[.]org|archive[.]ubuntu[.]com|docker[.]io'

found=$(tree_grep "$machine_paths")
[ -z "$found" ] || fail "paths of a machine:
$found"

found=$(tree_grep "$registry_hosts")
[ -z "$found" ] || fail "hosts of package registries:
$found"

found=$(find . \( -name .git -o -path ./build -o -path ./demo -o -path ./out \) -prune -o -name '*.[ch]' -printf '%f\n' |
    sort | uniq -d)
[ -z "$found" ] || fail "names borne by two files:
$found"

finish "no foreign word, no name twice"
