#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Copies a zip file part by part; parts with edits are changed on the way, all others stay compressed as they are.
func copyArchive(
  from source: String, to destination: String, editing edits: [String: [PartEdit]]
) throws(XLSXError) {
  let reader = try ArchiveReader(source)
  let writer = try ArchiveWriter(destination)
  var first = true
  while let part = try reader.part(first: first) {
    first = false
    guard let partEdits = edits[part.name] else {
      try writer.begin(part, compressed: true)
      try reader.readCurrent(compressed: true) { bytes throws(XLSXError) in try writer.write(bytes) }
      try writer.endCompressed(part)
      continue
    }
    try writer.begin(part, compressed: false)
    var editor = PartEditor(partEdits)
    try reader.readCurrent { bytes throws(XLSXError) in try writer.write(editor.take(bytes)) }
    try writer.write(editor.rest())
    try writer.end()
    guard editor.isDone else {
      throw .refused(place: part.name, doing: "completing the part", reason: "\(editor.missing) was not found")
    }
  }
  try writer.close()
}

/// Applies edits to bytes that come piece by piece.
struct PartEditor {
  private let edits: [PartEdit]
  private var next = 0
  private var held: [UInt8] = []

  init(_ edits: [PartEdit]) { self.edits = edits }

  /// Whether every edit has found its place.
  var isDone: Bool { next == edits.count }

  /// What the next edit looks for.
  var missing: String { isDone ? "" : String(decoding: edits[next].find, as: UTF8.self) }

  /// Takes the next piece and gives what is certain by now.
  mutating func take(_ piece: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard !isDone else {
      defer { held = [] }
      return held.isEmpty ? piece : (held + piece)[...]
    }
    held += piece
    var result: [UInt8] = []
    var start = 0
    while !isDone {
      let found = position(of: edits[next].find, in: held, from: start)
      if let place = found.whole {
        result += held[start..<place] + edits[next].replacement
        start = place + edits[next].find.count
        next += 1
      } else {
        result += held[start..<found.partial]
        start = found.partial
        break
      }
    }
    if isDone {
      result += held[start...]
      start = held.count
    }
    held.removeFirst(start)
    return result[...]
  }

  /// What is left after the last piece.
  mutating func rest() -> ArraySlice<UInt8> {
    defer { held = [] }
    return held[...]
  }

  /// Where `text`, which begins with `<`, stands whole; else where it may begin and be cut off at the end.
  private func position(
    of text: [UInt8], in bytes: [UInt8], from start: Int
  ) -> (whole: Int?, partial: Int) {
    bytes.withUnsafeBytes { all in
      text.withUnsafeBytes { text in
        guard let base = all.baseAddress, let wanted = text.baseAddress else { return (nil, start) }
        var place = start
        while place < all.count, let mark = memchr(base + place, Int32(UInt8(ascii: "<")), all.count - place) {
          place = base.distance(to: UnsafeRawPointer(mark))
          let compared = min(text.count, all.count - place)
          if memcmp(base + place, wanted, compared) == 0 {
            return compared == text.count ? (place, place) : (nil, place)
          }
          place += 1
        }
        return (nil, all.count)
      }
    }
  }
}
