# SPDX-License-Identifier: Apache-2.0
# What every file of ours is compiled with. How a build differs from another (optimisation, sanitizers, coverage,
# hardening) is said in CMakePresets.json alone.
include(CheckPIESupported)

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Debug CACHE STRING "Debug or Release" FORCE)
endif()

set(CMAKE_POSITION_INDEPENDENT_CODE ON)
check_pie_supported(LANGUAGES C)

add_library(exq_flags INTERFACE)
target_compile_options(exq_flags INTERFACE
    -std=c11
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes
    -Wvla -Wformat=2 -Wundef -Werror
    -fvisibility=hidden
    # A fused multiply-add rounds once where the source rounds twice: the last bit would depend on the compiler.
    -ffp-contract=off)
target_compile_definitions(exq_flags INTERFACE _GNU_SOURCE)
target_link_libraries(exq_flags INTERFACE m)
