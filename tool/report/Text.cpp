// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "report/Report.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/Unicode.h"

using namespace llvm;

namespace corolint {
namespace {

/// Wider lines are cut about what is marked: generated code has lines of pages.
constexpr unsigned MaxWidth = 160;

class TextWriter {
public:
  TextWriter(StringRef Folder, Sources &Text, bool Color, raw_ostream &OS)
      : Folder(Folder), Text(Text), Color(Color), OS(OS) {}

  void write(const Finding &F) {
    place(F.Where);
    label(F.Level);
    paint(raw_ostream::SAVEDCOLOR, /*Bold=*/true);
    OS << F.Message;
    reset();
    OS << " [" << F.Check << "]" << '\n';
    snippet(F.Where, F.Ranges, Text.extent(F), F.Fixes);
    // Advice stands where the finding does; its line has just been shown.
    for (const Note &N : F.Notes)
      note(N, /*WithSource=*/N.Where != F.Where || !N.Fixes.empty());
    if (F.Fixed)
      note({"the fix was applied", F.Where, {}, {}}, /*WithSource=*/false);
    if (!F.NotFixed.empty())
      note({"the fix was not applied: " + F.NotFixed, F.Where, {}, {}},
           /*WithSource=*/false);
  }

private:
  void note(const Note &N, bool WithSource) {
    place(N.Where);
    paint(raw_ostream::BLACK, /*Bold=*/true);
    OS << "note: ";
    reset();
    OS << N.Message << '\n';
    if (WithSource)
      snippet(N.Where, N.Ranges, Text.extent(N), N.Fixes);
  }

  void place(const Location &Where) {
    if (!Where.isValid())
      return;
    paint(raw_ostream::SAVEDCOLOR, /*Bold=*/true);
    OS << shortPath(Where.File, Folder) << ':' << Where.Line << ':'
       << Where.Column << ": ";
    reset();
  }

  void label(Severity Level) {
    paint(Level == Severity::Error     ? raw_ostream::RED
          : Level == Severity::Warning ? raw_ostream::MAGENTA
                                       : raw_ostream::BLUE,
          /*Bold=*/true);
    OS << severityName(Level) << ": ";
    reset();
  }

  void snippet(const Location &Where, const std::vector<Range> &Ranges,
               const Range &Extent, const std::vector<Fix> &Fixes) {
    if (!Where.isValid())
      return;
    StringRef Line = Text.line(Where.File, Where.Line);
    if (Line.empty())
      return;
    std::string Marks(Line.size() + 1, ' ');
    auto underline = [&](const Range &R) {
      if (R.Begin.File != Where.File || R.Begin.Line > Where.Line ||
          R.End.Line < Where.Line)
        return;
      std::size_t From = R.Begin.Line < Where.Line ? 0 : R.Begin.Column - 1;
      std::size_t To = R.End.Line > Where.Line ? Line.size() : R.End.Column - 1;
      for (std::size_t I = From; I < std::min(To, Line.size()); ++I)
        Marks[I] = '~';
    };
    for (const Range &R : Ranges)
      underline(R);
    if (Ranges.empty())
      underline(Extent);
    std::size_t Caret = std::min<std::size_t>(Where.Column - 1, Line.size());
    Marks[Caret] = '^';

    std::vector<const Fix *> Inserted = insertions(Where, Line, Fixes);
    std::size_t First = Caret > MaxWidth / 2 && Line.size() > MaxWidth
                            ? Caret - MaxWidth / 2
                            : 0;
    while (First > 0 && (Line[First] & 0xC0) == 0x80)
      --First;
    std::size_t Last = std::min<std::size_t>(Line.size(), First + MaxWidth);

    std::string Source, Under, Hint;
    for (std::size_t I = First; I <= Last;) {
      for (const Fix *F : Inserted)
        if (F->Offset - (Where.Offset - Caret) == I) {
          Hint.resize(std::max(Hint.size(), Under.size()), ' ');
          Hint += StringRef(F->Text).rtrim("\r\n");
        }
      std::size_t Length =
          I < Last ? std::min<std::size_t>(llvm::getNumBytesForUTF8(Line[I]),
                                           Last - I)
                   : 1;
      auto [Shown, Width] = I < Last
                                ? cell(Line.substr(I, Length), Under.size())
                                : std::pair<std::string, std::size_t>{"", 1};
      Source += Shown;
      Under += Marks[I];
      Under.append(Width - 1, Marks[I] == ' ' ? ' ' : '~');
      I += Length;
    }
    gutter(std::to_string(Where.Line), Source);
    gutter("", Under, raw_ostream::GREEN);
    if (!Hint.empty())
      gutter("", Hint, raw_ostream::GREEN);
  }

  /// Fixes that only add text, on this line alone, are shown under it.
  static std::vector<const Fix *> insertions(const Location &Where,
                                             StringRef Line,
                                             const std::vector<Fix> &Fixes) {
    std::vector<const Fix *> Out;
    std::uint64_t Start = Where.Offset - (Where.Column - 1);
    for (const Fix &F : Fixes)
      if (F.File == Where.File && F.Length == 0 && F.Offset >= Start &&
          F.Offset <= Start + Line.size() &&
          StringRef(F.Text).rtrim("\r\n").find_first_of("\r\n") ==
              StringRef::npos)
        Out.push_back(&F);
    return Out;
  }

  /// One character as a terminal shows it, and how many columns it takes.
  static std::pair<std::string, std::size_t> cell(StringRef Character,
                                                  std::size_t Column) {
    if (Character == "\t") {
      std::size_t Width = 8 - Column % 8;
      return {std::string(Width, ' '), Width};
    }
    int Width = sys::unicode::columnWidthUTF8(Character);
    // Combining marks take no column of their own, but each needs a mark to
    // stand under it; what cannot be printed is shown as a question mark.
    if (Width <= 0)
      return {"?", 1};
    return {Character.str(), static_cast<std::size_t>(Width)};
  }

  void gutter(StringRef Number, StringRef Row,
              raw_ostream::Colors Hue = raw_ostream::SAVEDCOLOR) {
    OS << right_justify(Number, 5) << " | ";
    if (Hue != raw_ostream::SAVEDCOLOR)
      paint(Hue, /*Bold=*/true);
    OS << Row.rtrim(' ');
    if (Hue != raw_ostream::SAVEDCOLOR)
      reset();
    OS << '\n';
  }

  void paint(raw_ostream::Colors Hue, bool Bold) {
    if (Color)
      OS.changeColor(Hue, Bold);
  }
  void reset() {
    if (Color)
      OS.resetColor();
  }

  StringRef Folder;
  Sources &Text;
  bool Color;
  raw_ostream &OS;
};

} // namespace

void writeText(const std::vector<Finding> &Findings, StringRef WorkingDirectory,
               Sources &Text, bool Color, raw_ostream &OS) {
  if (Color)
    OS.enable_colors(true);
  TextWriter Writer(WorkingDirectory, Text, Color, OS);
  for (const Finding &F : Findings)
    Writer.write(F);
}

} // namespace corolint
