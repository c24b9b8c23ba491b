# SPDX-License-Identifier: Apache-2.0
# A matrix product ends under a small memory limit, where OpenBLAS may wait for ever for its buffers. The watchdog is
# generous: the same products take a moment without a limit.
. "$(dirname "$0")/laws.bash"

program=$EXAEQUO_BUILD/tests/test_linalg
[ -x "$program" ] || skip "$program is not built"
! grep -q __asan_init "$program" || skip "a sanitizer needs more memory than the limit leaves"
! grep -q __tsan_init "$program" || skip "a sanitizer needs more memory than the limit leaves"

for kilobytes in 131072 262144; do
    code=0
    (
        ulimit -v $kilobytes
        exec timeout 60 "$program"
    ) > /dev/null 2>&1 || code=$?
    case $code in
    0) ;;
    124) fail "a product does not end within $kilobytes kB of memory" ;;
    *) fail "a product fails within $kilobytes kB of memory: exit $code" ;;
    esac
done

finish "products end under a memory limit"
