# SPDX-License-Identifier: Apache-2.0
# The matrix product of the finished program is OpenBLAS's. Another library that exports cblas_dgemm (GSL's libgslcblas
# does) would take it over without a word, only by standing earlier on the link line.
. "$(dirname "$0")/laws.bash"

libraries=$(ldd "$EXAEQUO")
case $libraries in
*libgslcblas*) fail "the program is linked with libgslcblas" ;;
esac

binding=$(LD_BIND_NOW=1 LD_DEBUG=bindings "$EXAEQUO" --version 2>&1 |
    grep -E "binding file $EXAEQUO .* to .* symbol .cblas_dgemm'") || true
case $binding in
"") fail "the program asks for no cblas_dgemm" ;;
*" to "*openblas*) ;;
*) fail "cblas_dgemm is not OpenBLAS's: $binding" ;;
esac

finish "${binding#*binding }"
