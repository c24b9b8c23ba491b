# SPDX-License-Identifier: Apache-2.0
# Each library of others stands behind one file, so that its traps are handled in one place and it can be replaced.
. "$(dirname "$0")/laws.bash"

for header in 'cblas\.h' '(cjson/)?cJSON\.h' 'Rmath\.h' 'csv\.h' 'libxml/.*' 'zlib\.h' 'zstd\.h' 'utf8proc\.h' \
    '(xxhash|xxh3)\.h' 'openssl/.*' 'sodium.*' 'yaml\.h'; do
    includers=$(grep -rlE "^[[:space:]]*#[[:space:]]*include[[:space:]]*[<\"]$header[>\"]" --include='*.[ch]' \
        include $targets) || true
    [ "$(echo "$includers" | wc -l)" -le 1 ] || fail "more than one file includes $header:" $includers
done

finish "no library is included by two files"
