// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "cli/DriverFlags.h"
#include "clang/Driver/ToolChain.h"
#include "clang/Driver/Types.h"
#include "clang/Options/Options.h"
#include "clang/Tooling/Tooling.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/Option/Arg.h"
#include "llvm/Option/ArgList.h"
#include "llvm/Option/OptTable.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Program.h"

using namespace clang;
using namespace llvm;

namespace corolint {
namespace {

bool isLauncher(StringRef Program) {
  static const StringSet<> Launchers{"buildcache", "ccache", "cmake", "distcc",
                                     "env",        "gomacc", "icecc", "nice",
                                     "sccache",    "time"};
  return Launchers.contains(sys::path::stem(Program));
}

/// Clang knows compilers by how their names end, and foo.cc ends like gcc.
bool isCompiler(StringRef Program) {
  StringRef Extension = sys::path::extension(Program).ltrim('.');
  return !Program.starts_with("-") && !isLauncher(Program) &&
         clang::driver::types::lookupTypeForExtension(Extension) ==
             clang::driver::types::TY_INVALID &&
         !clang::driver::ToolChain::getTargetAndModeFromProgramName(Program)
              .ModeSuffix.empty();
}

/// `ccache g++ …`, `env A=b distcc g++ …`: what comes before the compiler.
ArrayRef<std::string> withoutLaunchers(ArrayRef<std::string> Line) {
  if (Line.empty() || !isLauncher(Line.front()))
    return Line;
  auto Compiler = llvm::find_if(Line, isCompiler);
  // A compiler of an unknown name comes right after its launcher.
  if (Compiler == Line.end())
    return Line.size() > 1 ? Line.drop_front() : Line;
  return Line.drop_front(Compiler - Line.begin());
}

/// Clang looks for libc++ beside itself, and finds itself through links; so
/// must we, on its behalf.
std::string resolveClang(StringRef Compiler) {
  std::string Path = Compiler.str();
  if (!sys::path::has_parent_path(Compiler))
    if (ErrorOr<std::string> Found = sys::findProgramByName(Compiler))
      Path = *Found;
  SmallString<256> Real;
  if (!sys::fs::real_path(Path, Real) &&
      sys::path::filename(Real).contains("clang"))
    return Real.str().str();
  return Path;
}

/// What the front end neither needs nor should obey.
bool isForOthers(const opt::Arg &Arg) {
  const opt::Option &Option = Arg.getOption();
  switch (Option.getID()) {
  case options::OPT_INPUT: // the file itself is added at the end
  case options::OPT__DASH_DASH:
  case options::OPT_o:
  case options::OPT_c:
  case options::OPT_S:
  case options::OPT_E:
  case options::OPT_fsyntax_only:
  case options::OPT_emit_llvm:
  case options::OPT_v:
  case options::OPT__HASH_HASH_HASH:
  case options::OPT_save_temps:
  case options::OPT_save_temps_EQ:
  case options::OPT__serialize_diags:
  case options::OPT_gen_cdb_fragment_path:
  case options::OPT_MJ:
  case options::OPT_ftime_trace:
  case options::OPT_ftime_trace_EQ:
  case options::OPT_fplugin_EQ:
  case options::OPT_fplugin_arg:
  case options::OPT_fpass_plugin_EQ:
  case options::OPT_fuse_ld_EQ:
  case options::OPT_resource_dir:
  case options::OPT_resource_dir_EQ:
  case options::OPT_pedantic_errors:
  case options::OPT_include_pch:
    return true;
  default:
    break;
  }
  if (Option.matches(options::OPT_M_Group) ||
      Option.matches(options::OPT_Link_Group) ||
      Option.hasFlag(options::LinkerInput) ||
      Option.hasFlag(options::LinkOption))
    return true;
  // Warnings are not what is looked for, and some cost time; those switched
  // off may be errors by default.
  if (Option.matches(options::OPT_W_Group)) {
    StringRef Group = Arg.getNumValues() ? Arg.getValue() : "";
    return !Group.starts_with("no-") || Group == "no-everything";
  }
  return false;
}

/// `-Xclang X` for an X, or for a pair `-Xclang X -Xclang VALUE`, that loads a
/// plugin or a precompiled header of some other build of Clang.
bool takesPluginOrPch(StringRef Cc1Flag) {
  return Cc1Flag == "-load" || Cc1Flag == "-add-plugin" ||
         Cc1Flag == "-plugin" || Cc1Flag == "-include-pch" ||
         Cc1Flag.starts_with("-plugin-arg-");
}

bool isHeaderWithoutLanguage(StringRef File) {
  clang::driver::types::ID Type = clang::driver::types::lookupTypeForExtension(
      sys::path::extension(File).ltrim('.'));
  return Type == clang::driver::types::TY_INVALID ||
         !clang::driver::types::isCXX(Type);
}

} // namespace

FrontEndFlags frontEndFlags(const TranslationUnit &Unit) {
  FrontEndFlags Out;
  ArrayRef<std::string> Line = withoutLaunchers(Unit.CommandLine);
  if (Line.empty())
    return Out;
  Out.Arguments.push_back(resolveClang(Line.front()));

  std::vector<const char *> Flags;
  for (const std::string &Flag : Line.drop_front())
    Flags.push_back(Flag.c_str());
  unsigned MissingIndex = 0, MissingCount = 0;
  opt::InputArgList Args = getDriverOptTable().ParseArgs(
      Flags, MissingIndex, MissingCount, opt::Visibility(options::ClangOption));

  bool HasLanguage = false, DropNextXclang = false;
  for (const opt::Arg *Arg : Args) {
    const opt::Option &Option = Arg->getOption();
    if (Option.matches(options::OPT_UNKNOWN)) {
      Out.Unknown.push_back(Arg->getAsString(Args));
      continue;
    }
    if (Option.matches(options::OPT_Xclang)) {
      bool Takes = takesPluginOrPch(Arg->getValue());
      bool Drop = Takes || DropNextXclang;
      DropNextXclang = Takes && !DropNextXclang;
      if (Drop)
        continue;
    }
    if (isForOthers(*Arg))
      continue;
    HasLanguage |= Option.matches(options::OPT_x);
    opt::ArgStringList Spelled;
    Arg->render(Args, Spelled);
    Out.Arguments.insert(Out.Arguments.end(), Spelled.begin(), Spelled.end());
  }
  if (!HasLanguage && isHeaderWithoutLanguage(Unit.File))
    Out.Arguments.insert(Out.Arguments.end(), {"-x", "c++"});
  Out.Arguments.push_back(Unit.File);
  tooling::addTargetAndModeForProgramName(Out.Arguments, Line.front());
  return Out;
}

} // namespace corolint
