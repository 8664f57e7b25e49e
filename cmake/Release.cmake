# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# corolint with all that it needs but the C library linked in, which spares the
# dynamic linker 130 MB of libraries at each start, and laid out anew by BOLT. Neither
# is part of the default build: `ninja corolint-release` (a second) and `ninja
# corolint-bolt` (minutes), or `./dev release [--bolt]`.

# Clang's and LLVM's imported targets say that who links them links the shared
# libraries, so the archives are named as files. lld takes of them what is needed.
set(archives "")
foreach(library IN LISTS CLANG_EXPORTED_TARGETS LLVM_AVAILABLE_LIBS)
  # Packages leave some of them out; Polly and BOLT are no part of Clang. Its static
  # analyzer is (tool/cli/NoAnalyzer.cpp), and is all that wants Z3.
  if(TARGET ${library} AND NOT library MATCHES "Polly|BOLT|StaticAnalyzer")
    get_target_property(kind ${library} TYPE)
    if(kind STREQUAL STATIC_LIBRARY)
      list(APPEND archives $<TARGET_FILE:${library}>)
    endif()
  endif()
endforeach()
foreach(library IN ITEMS z zstd)
  find_library(corolint_${library} lib${library}.a REQUIRED)
  list(APPEND archives ${corolint_${library}})
endforeach()

function(corolint_static target)
  add_executable(${target} EXCLUDE_FROM_ALL ${PROJECT_SOURCE_DIR}/tool/cli/NoAnalyzer.cpp
    $<TARGET_OBJECTS:corolint-objects> $<TARGET_OBJECTS:corolint-options>
    $<TARGET_OBJECTS:corolint-checks>)
  corolint_target(${target})
  target_link_libraries(${target} PRIVATE ${archives} ${CMAKE_DL_LIBS} rt m)
  target_link_options(${target} PRIVATE
    -fuse-ld=lld -no-pie -static-libstdc++ -static-libgcc
    -Wl,--gc-sections -Wl,--icf=all ${ARGN})
endfunction()

corolint_static(corolint-release -Wl,-s)

# BOLT moves code, and finds by the relocations what points to it.
corolint_static(corolint-relocatable -Wl,--emit-relocs)
set(laid_out ${CMAKE_RUNTIME_OUTPUT_DIRECTORY}/corolint-bolt)
add_custom_command(OUTPUT ${laid_out}
  COMMAND ${CMAKE_CURRENT_LIST_DIR}/bolt.sh ${LLVM_TOOLS_BINARY_DIR}/llvm-bolt $<TARGET_FILE:corolint-relocatable>
    ${PROJECT_SOURCE_DIR} ${CMAKE_BINARY_DIR} ${laid_out}
  DEPENDS corolint-relocatable ${CMAKE_CURRENT_LIST_DIR}/bolt.sh VERBATIM)
add_custom_target(corolint-bolt DEPENDS ${laid_out})
