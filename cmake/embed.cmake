# SPDX-License-Identifier: Apache-2.0
# exq_embed(FILE): the bytes of FILE as `name_ext.inc` among the generated headers, to stand between the braces of an array:
#     static const char style[] = {
#     #include "page_css.inc"
#     };
function(exq_embed file)
    string(REPLACE . _ name ${file})
    file(READ ${file} bytes HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
    file(CONFIGURE OUTPUT ${exq_generated}/${name}.inc CONTENT "${bytes}\n" @ONLY)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
endfunction()
