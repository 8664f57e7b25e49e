// SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception

#include "Sources.h"
#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include <algorithm>

using namespace llvm;

namespace corolint {

/// The lead byte of a UTF-8 sequence, or a byte that is no UTF-8 at all.
static bool startsCharacter(char Byte) { return (Byte & 0xC0) != 0x80; }

/// Four bytes in UTF-8, two units in UTF-16.
static bool needsSurrogates(char Byte) { return (Byte & 0xF8) == 0xF0; }

Sources::File &Sources::open(StringRef Path) {
  auto [Entry, IsNew] = Files.try_emplace(Path);
  File &Opened = Entry->second;
  if (!IsNew)
    return Opened;
  // Volatile: a copy, not a map of a file that someone may cut short.
  auto Buffer = MemoryBuffer::getFile(Path, /*IsText=*/false,
                                      /*RequiresNullTerminator=*/false,
                                      /*IsVolatile=*/true);
  Opened.Buffer = Buffer ? std::move(*Buffer) : MemoryBuffer::getMemBuffer("");
  StringRef Text = Opened.Buffer->getBuffer();
  Opened.LineStarts.push_back(0);
  for (std::size_t I = 0; I < Text.size(); ++I) {
    if (Text[I] == '\n' ||
        (Text[I] == '\r' && !Text.substr(I).starts_with("\r\n")))
      Opened.LineStarts.push_back(I + 1);
    if (!startsCharacter(Text[I]))
      Opened.Continuations.push_back(I);
    if (needsSurrogates(Text[I]))
      Opened.Surrogates.push_back(I);
  }
  return Opened;
}

StringRef Sources::text(StringRef File) {
  return open(File).Buffer->getBuffer();
}

StringRef Sources::line(StringRef Path, unsigned Line) {
  const File &Opened = open(Path);
  if (Line == 0 || Line > Opened.LineStarts.size())
    return {};
  std::uint64_t Start = Opened.LineStarts[Line - 1];
  std::uint64_t End = Line == Opened.LineStarts.size()
                          ? Opened.Buffer->getBufferSize()
                          : Opened.LineStarts[Line];
  return Opened.Buffer->getBuffer().slice(Start, End).rtrim("\r\n");
}

Location Sources::locate(StringRef Path, std::uint64_t Offset) {
  const File &Opened = open(Path);
  Offset = std::min<std::uint64_t>(Offset, Opened.Buffer->getBufferSize());
  auto Next = llvm::upper_bound(Opened.LineStarts, Offset);
  auto Line = static_cast<unsigned>(Next - Opened.LineStarts.begin());
  auto Column = static_cast<unsigned>(Offset - *std::prev(Next)) + 1;
  return {Path.str(), Offset, Line, Column};
}

unsigned Sources::bytesBefore(const Location &Where) {
  std::size_t Length = line(Where.File, Where.Line).size();
  return static_cast<unsigned>(std::min<std::size_t>(Where.Column - 1, Length));
}

/// How many of \p Places are among the \p Length bytes from \p Start.
static unsigned countIn(const std::vector<std::uint64_t> &Places,
                        std::uint64_t Start, unsigned Length) {
  return static_cast<unsigned>(llvm::lower_bound(Places, Start + Length) -
                               llvm::lower_bound(Places, Start));
}

unsigned Sources::codePointColumn(const Location &Where) {
  unsigned Before = bytesBefore(Where);
  if (!Before)
    return 1;
  const File &Opened = open(Where.File);
  return 1 + Before -
         countIn(Opened.Continuations, Opened.LineStarts[Where.Line - 1],
                 Before);
}

unsigned Sources::utf16Column(const Location &Where) {
  unsigned Before = bytesBefore(Where);
  if (!Before)
    return 1;
  const File &Opened = open(Where.File);
  return codePointColumn(Where) +
         countIn(Opened.Surrogates, Opened.LineStarts[Where.Line - 1], Before);
}

Range Sources::extent(const Location &Where, const std::vector<Range> &Ranges) {
  const Range *Narrowest = nullptr;
  auto length = [](const Range &R) { return R.End.Offset - R.Begin.Offset; };
  for (const Range &R : Ranges)
    if (R.Begin.File == Where.File && R.Begin.Offset <= Where.Offset &&
        Where.Offset < R.End.Offset &&
        (!Narrowest || length(R) < length(*Narrowest)))
      Narrowest = &R;
  StringRef Line = line(Where.File, Where.Line);
  auto LineEnd = static_cast<unsigned>(Line.size()) + 1;
  if (Narrowest && Narrowest->Begin.Line == Where.Line) {
    Range Marked = *Narrowest;
    if (Marked.End.Line != Where.Line)
      Marked.End = locate(Where.File, Where.Offset + LineEnd - Where.Column);
    return Marked;
  }
  StringRef Rest =
      Line.drop_front(std::min<std::size_t>(Where.Column - 1, Line.size()));
  StringRef Word = Rest.take_while(
      [](char C) { return isAlnum(C) || C == '_' || !isASCII(C); });
  std::size_t Length = std::max<std::size_t>(Word.size(), Rest.empty() ? 0 : 1);
  return {Where, locate(Where.File, Where.Offset + Length)};
}

Range Sources::extent(const Finding &F) { return extent(F.Where, F.Ranges); }
Range Sources::extent(const Note &N) { return extent(N.Where, N.Ranges); }

} // namespace corolint
