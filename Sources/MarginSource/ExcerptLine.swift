/// A line of a text as it is shown below a message: tabs as spaces, nothing that a terminal would obey, and of a very
/// long line the part around what matters.
struct ExcerptLine {
  /// At most this many places of the screen.
  static let widest = 160

  let text: String
  /// The place on the screen at which each character begins, with one more for the end.
  private let places: [Int]
  private let window: Range<Int>
  private let lead: Int

  /// `column`, from 1, is to be seen.
  init(_ line: String, around column: Int) {
    let characters = Array(line)
    var places = [0]
    places.reserveCapacity(characters.count + 1)
    for character in characters { places.append(places[places.count - 1] + screenWidth(character)) }
    self.places = places
    let total = places[places.count - 1]
    let place = places[max(0, min(column - 1, characters.count))]
    let start = total <= Self.widest || place < Self.widest / 2 ? 0 : place - Self.widest / 4
    window = start..<min(total, start + Self.widest)
    lead = start > 0 ? 1 : 0
    var shown = lead > 0 ? "…" : ""
    let first = Self.index(of: start, in: places)
    for index in first..<characters.count where places[index + 1] <= window.upperBound {
      shown += visible(characters[index])
    }
    text = window.upperBound < total ? shown + "…" : shown
  }

  /// The places on the screen, from 0, that an underline from one column to another, both included, covers; nil
  /// where the part is not shown.
  func underline(from first: Int, to last: Int) -> Range<Int>? {
    let start = place(first - 1)
    let end = max(place(last), start + 1)
    guard start <= window.upperBound, end > window.lowerBound else { return nil }
    let low = max(start, window.lowerBound) - window.lowerBound + lead
    return low..<max(low + 1, min(end, window.upperBound) - window.lowerBound + lead)
  }

  /// The place of a character, counted from 0; places behind the line's end follow one by one.
  private func place(_ index: Int) -> Int {
    index < places.count ? places[max(0, index)] : places[places.count - 1] + index - places.count + 1
  }

  /// The first character that begins at a place or behind it.
  private static func index(of place: Int, in places: [Int]) -> Int {
    var low = 0
    var high = places.count - 1
    while low < high {
      let middle = (low + high) / 2
      if places[middle] < place { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

/// A text without what a terminal would obey instead of showing it.
func visible(_ text: String) -> String {
  text.unicodeScalars.contains(where: isObeyed) ? text.map { visible($0) }.joined() : text
}

private func visible(_ character: Character) -> String {
  if character == "\t" { return " " }
  return character.unicodeScalars.contains(where: isObeyed) ? "\u{FFFD}" : String(character)
}

/// Control characters, and the marks that turn the direction of writing.
private func isObeyed(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.value {
  case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069: true
  default: false
  }
}

/// How many places of the screen a character takes: two for those of East Asia and for pictures.
private func screenWidth(_ character: Character) -> Int {
  guard let scalar = character.unicodeScalars.first else { return 0 }
  switch scalar.value {
  case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
    0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F680...0x1F6FF, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
    return 2
  default: return 1
  }
}
