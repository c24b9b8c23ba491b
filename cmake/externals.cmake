# SPDX-License-Identifier: Apache-2.0
# The libraries of others. A layer names what it uses (EXTERNAL in exq_layer) and only then is it looked for; its
# headers are SYSTEM headers, so that their warnings are not ours. To add one, add a row:
#
#                  name      header              library
set(exq_external_cjson     "cjson/cJSON.h"     cjson)
set(exq_external_cmocka    "cmocka.h"          cmocka)
set(exq_external_crypto    "openssl/evp.h"     crypto)
set(exq_external_csv       "csv.h"             csv)
set(exq_external_openblas  "cblas.h"           openblas)
set(exq_external_pthread   "pthread.h"         pthread)
set(exq_external_rmath     "Rmath.h"           Rmath)
set(exq_external_sodium    "sodium.h"          sodium)
set(exq_external_utf8proc  "utf8proc.h"        utf8proc)
set(exq_external_xml2      "libxml/xmlwriter.h" xml2)
set(exq_external_xxhash    "xxhash.h"          xxhash)
set(exq_external_yaml      "yaml.h"            yaml)
set(exq_external_z         "zlib.h"            z)
set(exq_external_zstd      "zstd.h"            zstd)

# The serial OpenBLAS comes first: the threaded one hangs for ever under a small memory limit. It stands in a folder of
# its own, which the build adds to the run path, so the program runs with the very library it was linked with.
set(exq_external_include_folders openblas-serial openblas libxml2)
set(exq_external_library_folders openblas-serial)

# exq_external(NAME): make the target exq::NAME, or stop with one line that says how to mend it.
function(exq_external name)
    if(TARGET exq::${name})
        return()
    endif()
    if(NOT DEFINED exq_external_${name})
        message(FATAL_ERROR "unknown external '${name}': give it a row in cmake/externals.cmake")
    endif()
    list(GET exq_external_${name} 0 header)
    list(GET exq_external_${name} 1 library)

    find_path(EXQ_${name}_INCLUDE ${header} PATH_SUFFIXES ${exq_external_include_folders})
    find_library(EXQ_${name}_LIBRARY ${library} PATH_SUFFIXES ${exq_external_library_folders})
    mark_as_advanced(EXQ_${name}_INCLUDE EXQ_${name}_LIBRARY)
    if(NOT EXQ_${name}_INCLUDE OR NOT EXQ_${name}_LIBRARY)
        message(FATAL_ERROR "lib${library} (${header}) not found: run tools/deps")
    endif()

    add_library(exq::${name} UNKNOWN IMPORTED GLOBAL)
    set_target_properties(exq::${name} PROPERTIES
        IMPORTED_LOCATION ${EXQ_${name}_LIBRARY}
        INTERFACE_INCLUDE_DIRECTORIES ${EXQ_${name}_INCLUDE})
endfunction()
