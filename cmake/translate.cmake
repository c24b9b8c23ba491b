# SPDX-License-Identifier: Apache-2.0
# exq_translate(TARGET fr): po/fr.po, checked and compiled by gettext's msgfmt, as `po_fr.inc` among the generated headers,
# the bytes between the braces of an array. The file calls itself as a script to turn bytes into text.
if(CMAKE_SCRIPT_MODE_FILE)
    file(READ ${FROM} bytes HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
    file(WRITE ${TO} "${bytes}\n")
    return()
endif()

find_program(EXQ_MSGFMT msgfmt)
mark_as_advanced(EXQ_MSGFMT)
set(exq_translate_script ${CMAKE_CURRENT_LIST_FILE})

function(exq_translate target language)
    if(NOT EXQ_MSGFMT)
        message(FATAL_ERROR "msgfmt (gettext) not found: run tools/deps")
    endif()
    set(source ${PROJECT_SOURCE_DIR}/po/${language}.po)
    set(compiled ${exq_generated}/${language}.mo)
    set(table ${exq_generated}/po_${language}.inc)
    add_custom_command(OUTPUT ${table}
        COMMAND ${EXQ_MSGFMT} --check --endianness=little --output-file=${compiled} ${source}
        COMMAND ${CMAKE_COMMAND} -D FROM=${compiled} -D TO=${table} -P ${exq_translate_script}
        DEPENDS ${source} ${exq_translate_script}
        COMMENT "Compiling the texts of ${language}"
        VERBATIM)
    target_sources(${target} PRIVATE ${table})
endfunction()
