# SPDX-License-Identifier: Apache-2.0
# A layer is a folder, a static library and an include path. The include path is the law of the architecture: it holds
# the layer's own folder and those it may use, nothing transitive, so an include that breaks the layering does not
# compile. It is made of -iquote alone: with -I a file of ours could shadow a system header of the same name.

set(exq_generated ${PROJECT_BINARY_DIR}/generated)
configure_file(${PROJECT_SOURCE_DIR}/cmake/version.h.in ${exq_generated}/version.h @ONLY)

# exq_include(TARGET FOLDER...): let TARGET include the headers of these folders, the public and the generated ones.
function(exq_include target)
    foreach(folder IN LISTS ARGN)
        target_compile_options(${target} PRIVATE "SHELL:-iquote ${PROJECT_SOURCE_DIR}/${folder}")
    endforeach()
    target_compile_options(${target} PRIVATE "SHELL:-iquote ${exq_generated}")
    target_link_libraries(${target} PRIVATE exq_public exq_flags)
endfunction()

# exq_layer(NAME core [USES layer...] [LINKS layer...] [EXTERNAL library...])
# The folder NAME as the library exq_NAME: every .c file in it and in its inside/, except main.c.
#   USES      layers whose headers it may include (`ingest/inside` names a folder of a layer) and which it links
#   LINKS     layers it links without seeing their headers
#   EXTERNAL  libraries of others, by their names in externals.cmake; a header of theirs is seen by this layer alone
function(exq_layer)
    cmake_parse_arguments(PARSE_ARGV 0 layer "" "NAME" "USES;LINKS;EXTERNAL")
    set(target exq_${layer_NAME})

    file(GLOB sources CONFIGURE_DEPENDS *.c inside/*.c)
    list(FILTER sources EXCLUDE REGEX "/main\\.c$")
    if(NOT sources)
        set(sources ${exq_generated}/${layer_NAME}_is_empty.c)
        file(CONFIGURE OUTPUT ${sources} CONTENT "typedef int exq_${layer_NAME}_is_empty;\n")
    endif()

    add_library(${target} STATIC ${sources})
    exq_include(${target} ${layer_NAME} ${layer_USES})
    foreach(other IN LISTS layer_USES layer_LINKS)
        if(NOT other MATCHES "/")
            target_link_libraries(${target} PRIVATE exq_${other})
        endif()
    endforeach()
    foreach(external IN LISTS layer_EXTERNAL)
        exq_external(${external})
        target_link_libraries(${target} PRIVATE exq::${external})
    endforeach()
endfunction()

# exq_register(LAYER metrics PREFIX metric TYPE exq_metric HEADER metric.h [SYMBOL exq_metric])
# Registration by file name. Each <PREFIX>_<name>.c of the folder defines `const TYPE <SYMBOL>_<name>`; the generated
# table `const TYPE *const <SYMBOL>_registry[]` lists them in the order of their names and ends with NULL. HEADER
# declares both the type and the table; as long as it is not written there is no table. SYMBOL is TYPE unless given.
function(exq_register)
    cmake_parse_arguments(PARSE_ARGV 0 register "" "LAYER;PREFIX;TYPE;HEADER;SYMBOL" "")
    if(NOT register_SYMBOL)
        set(register_SYMBOL ${register_TYPE})
    endif()

    file(GLOB header CONFIGURE_DEPENDS ${register_HEADER})
    if(NOT header)
        return()
    endif()
    file(GLOB files CONFIGURE_DEPENDS RELATIVE ${CMAKE_CURRENT_SOURCE_DIR} ${register_PREFIX}_*.c)
    set(declarations "")
    set(rows "")
    foreach(file IN LISTS files)
        string(REGEX REPLACE "^${register_PREFIX}_(.*)\\.c$" "${register_SYMBOL}_\\1" symbol ${file})
        string(APPEND declarations "extern const ${register_TYPE} ${symbol};\n")
        string(APPEND rows "    &${symbol},\n")
    endforeach()

    set(output ${exq_generated}/${register_PREFIX}_registry.c)
    configure_file(${PROJECT_SOURCE_DIR}/cmake/registry.c.in ${output} @ONLY)
    target_sources(exq_${register_LAYER} PRIVATE ${output})
endfunction()
