// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// Empty on purpose: the precompiled header needs one source to belong to.
