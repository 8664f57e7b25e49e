// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
//
// The file system as Clang sees it here, and what was asked of it: what the
// outcome of a parse depends on. A process analyses one translation unit, so it
// has one log.

#ifndef COROLINT_TOOL_CACHE_READLOG_H
#define COROLINT_TOOL_CACHE_READLOG_H

#include "llvm/Support/VirtualFileSystem.h"
#include <map>
#include <string>

namespace corolint {

/// What was learnt of a path.
enum class Aspect : char {
  Kind = 'k',  ///< that it is a file, a folder, or nothing
  Names = 'n', ///< what stands in a folder
  Content = 'c',
};

/// By absolute path; the aspect that includes the others.
using Asked = std::map<std::string, Aspect, std::less<>>;

class ReadLog : public llvm::vfs::ProxyFileSystem {
public:
  static llvm::IntrusiveRefCntPtr<ReadLog> get();

  const Asked &asked() const { return Paths; }

  llvm::ErrorOr<llvm::vfs::Status> status(const llvm::Twine &Path) override;
  bool exists(const llvm::Twine &Path) override;
  llvm::ErrorOr<std::unique_ptr<llvm::vfs::File>>
  openFileForRead(const llvm::Twine &Path) override;
  llvm::vfs::directory_iterator dir_begin(const llvm::Twine &Folder,
                                          std::error_code &Error) override;

private:
  ReadLog() : ProxyFileSystem(llvm::vfs::getRealFileSystem()) {}
  void note(const llvm::Twine &Path, Aspect What);

  Asked Paths;
};

} // namespace corolint

#endif
