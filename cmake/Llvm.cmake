# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# Finds LLVM 22 with Clang and clang-tidy, and says how our code is compiled
# against them: corolint_target(NAME) is called on each target that includes
# Clang's headers.

set(LLVM_DIR /usr/lib/llvm-22/lib/cmake/llvm CACHE PATH "where LLVMConfig.cmake is")
find_package(LLVM 22.1 REQUIRED CONFIG)
# Clang's exported targets (clangd's) name these two, so they come first.
find_package(Protobuf REQUIRED)
find_package(gRPC REQUIRED CONFIG)
find_package(Clang REQUIRED CONFIG HINTS ${LLVM_DIR}/../clang)

execute_process(
  COMMAND ${LLVM_TOOLS_BINARY_DIR}/clang -print-resource-dir
  OUTPUT_VARIABLE found_resource_dir OUTPUT_STRIP_TRAILING_WHITESPACE
  COMMAND_ERROR_IS_FATAL ANY)
# Clang would look for its own headers beside our binary, where they are not.
set(COROLINT_RESOURCE_DIR ${found_resource_dir} CACHE PATH
    "Clang's resource directory that the built binaries use")

# LLVM itself stays as it is. Its headers have assertions of libstdc++ in them,
# and no RTTI to compare types by.
set(COROLINT_SANITIZE "" CACHE STRING "sanitizers for our own code: address,undefined")
if(COROLINT_SANITIZE)
  add_compile_options(-fsanitize=${COROLINT_SANITIZE} -fno-sanitize=vptr
    -fno-sanitize-recover=all -fno-omit-frame-pointer -gline-tables-only -O1)
  add_compile_definitions(_GLIBCXX_ASSERTIONS)
  add_link_options(-fsanitize=${COROLINT_SANITIZE})
endif()

# Most of a source's compile time is Clang's headers, so they are compiled once.
add_library(corolint-pch OBJECT ${CMAKE_CURRENT_LIST_DIR}/Pch.cpp)
set_target_properties(corolint-pch PROPERTIES POSITION_INDEPENDENT_CODE OFF)
target_compile_options(corolint-pch PRIVATE -fPIC)
target_precompile_headers(corolint-pch PRIVATE
  <clang-tidy/ClangTidyCheck.h> <clang-tidy/ClangTidyModule.h>
  <clang/AST/ASTContext.h> <clang/AST/ExprCXX.h> <clang/AST/RecursiveASTVisitor.h>
  <clang/AST/StmtCXX.h> <clang/ASTMatchers/ASTMatchFinder.h> <clang/Lex/Lexer.h>
  <llvm/ADT/StringMap.h> <llvm/Support/JSON.h>)

function(corolint_llvm_flags target)
  target_include_directories(${target} PRIVATE ${PROJECT_SOURCE_DIR}/checks ${PROJECT_SOURCE_DIR}/tool)
  target_include_directories(${target} SYSTEM PRIVATE ${LLVM_INCLUDE_DIRS} ${CLANG_INCLUDE_DIRS})
  target_compile_definitions(${target} PRIVATE ${LLVM_DEFINITIONS_LIST}
    COROLINT_RESOURCE_DIR="${COROLINT_RESOURCE_DIR}" COROLINT_VERSION="${PROJECT_VERSION}")
  # LLVM is built without RTTI. ccache can only share what a precompiled header
  # went into if the header carries no time stamp.
  target_compile_options(${target} PRIVATE -fno-rtti -Wall -Wextra -Werror -Xclang -fno-pch-timestamp)
endfunction()

separate_arguments(LLVM_DEFINITIONS_LIST UNIX_COMMAND "${LLVM_DEFINITIONS}")
list(TRANSFORM LLVM_DEFINITIONS_LIST REPLACE "^-D" "")
corolint_llvm_flags(corolint-pch)

function(corolint_target target)
  corolint_llvm_flags(${target})
  # One precompiled header for all: so all are compiled alike, -fPIC, not -fPIE.
  set_target_properties(${target} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
  target_compile_options(${target} PRIVATE -fPIC)
  target_precompile_headers(${target} REUSE_FROM corolint-pch)
endfunction()
