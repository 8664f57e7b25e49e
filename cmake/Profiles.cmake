# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# corolint_embed_profiles(OUTPUT): writes checks/profiles/*.yaml into one
# generated source, so that the plugin and the binaries need no data files.

function(corolint_embed_profiles output)
  file(GLOB profiles CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/checks/profiles/*.yaml)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${profiles})
  set(text "")
  foreach(profile IN LISTS profiles)
    get_filename_component(name ${profile} NAME_WE)
    file(READ ${profile} yaml)
    string(APPEND text "{\"${name}\", R\"yaml(${yaml})yaml\"},\n")
  endforeach()
  file(CONFIGURE OUTPUT ${output} CONTENT "${text}" @ONLY)
endfunction()
