import MarginSource

/// Formulas as texts, compared and moved whatever program wrote them.
package enum FormulaText {
  /// A spelling that programs agree on: no blanks, no quotes around sheets, capital letters, numbers in their shortest
  /// form, no prefix of later functions, `TRUE` for `TRUE()`. Texts in quotes stay as they are.
  package static func normal(_ formula: String) -> [UInt8] {
    var result: [UInt8] = []
    var rest = Array(formula.utf8)[...]
    var isInName = false
    while let byte = rest.first {
      switch byte {
      case quote, apostrophe:
        let inside = quoted(&rest)
        result += byte == quote ? [quote] + inside + [quote] : inside.map(capital)
        isInName = byte == apostrophe
      case 0x20, 0x09, 0x0A, 0x0D:
        rest.removeFirst()
        isInName = false
      case 0x30...0x39,
        UInt8(ascii: ".") where !isInName:
        result += number(&rest)
        isInName = false
      default:
        isInName = isNamePart(byte)
        result.append(capital(byte))
        rest.removeFirst()
        if byte == UInt8(ascii: "("), rest.first == UInt8(ascii: ")"),
          [Array("TRUE(".utf8), Array("FALSE(".utf8)]
            .contains(where: { result.suffix($0.count).elementsEqual($0) })
        {
          result.removeLast()
          rest.removeFirst()
        } else if byte == UInt8(ascii: "."), result.suffix(prefix.count).elementsEqual(prefix) {
          result.removeLast(prefix.count)
          isInName = false
        }
      }
    }
    return result
  }

  /// The formula as it reads when it is copied to a cell that lies so many rows and columns further.
  package static func moved(_ formula: String, rows: Int, columns: Int) -> String {
    var result: [UInt8] = []
    var rest = Array(formula.utf8)[...]
    while let byte = rest.first {
      if byte == quote || byte == apostrophe {
        result += [byte] + quoted(&rest) + [byte]
      } else if isNamePart(byte) {
        let word = rest.prefix(while: isNamePart)
        rest = rest.dropFirst(word.count)
        let isFunction = rest.first == UInt8(ascii: "(") || rest.first == UInt8(ascii: "!")
        result += isFunction ? Array(word) : reference(Array(word), rows, columns)
      } else {
        result.append(byte)
        rest.removeFirst()
      }
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static let quote = UInt8(ascii: "\"")
  private static let apostrophe = UInt8(ascii: "'")
  private static let prefix = Array("_XLFN.".utf8)

  /// What stands between quotes, doubled ones left doubled; goes behind it.
  private static func quoted(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
    let mark = rest.removeFirst()
    var result: [UInt8] = []
    while let byte = rest.popFirst() {
      guard byte == mark else {
        result.append(byte)
        continue
      }
      guard rest.first == mark else { break }
      rest.removeFirst()
      result += [mark, mark]
    }
    return result
  }

  private static func number(_ rest: inout ArraySlice<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    while let byte = rest.first {
      let isSign = [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(byte)
      let isExponent = byte == UInt8(ascii: "E") || byte == UInt8(ascii: "e")
      let followsExponent = text.last.map { $0 == UInt8(ascii: "E") || $0 == UInt8(ascii: "e") } ?? false
      guard
        (0x30...0x39).contains(byte) || byte == UInt8(ascii: ".") || isExponent && !text.isEmpty
          || isSign && followsExponent
      else { break }
      text.append(byte)
      rest.removeFirst()
    }
    let written = String(decoding: text, as: UTF8.self)
    return Array((Double(written).flatMap(rounded) ?? written).utf8)
  }

  /// To 9 digits: programs write at most 15, and what they round is never told for another number.
  static func rounded(_ number: Double) -> String? {
    DecimalDigits(number)?.rounded(significant: 9).text(grouped: false)
  }

  private static func capital(_ byte: UInt8) -> UInt8 { byte >= 0x61 && byte <= 0x7A ? byte - 0x20 : byte }

  private static func isNamePart(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "$"), 0x80...: true
    default: false
    }
  }

  /// `$B4` moved, or the word as it is where it is no address.
  private static func reference(_ word: [UInt8], _ rows: Int, _ columns: Int) -> [UInt8] {
    var rest = word[...]
    let dollar = UInt8(ascii: "$")
    func takeDollar() -> Bool {
      guard rest.first == dollar else { return false }
      rest.removeFirst()
      return true
    }
    let keepsColumn = takeDollar()
    let letters = rest.prefix { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }
    rest = rest.dropFirst(letters.count)
    let keepsRow = takeDollar()
    let text = String(decoding: letters, as: UTF8.self).uppercased() + String(decoding: rest, as: UTF8.self)
    guard (1...3).contains(letters.count), (1...7).contains(rest.count),
      rest.allSatisfy({ (0x30...0x39).contains($0) }), let address = CellAddress(text: text)
    else { return word }
    let column = CellAddress.letters(max(0, address.column + (keepsColumn ? 0 : columns)))
    let row = String(max(0, address.row + (keepsRow ? 0 : rows)) + 1)
    return Array(((keepsColumn ? "$" : "") + column + (keepsRow ? "$" : "") + row).utf8)
  }
}

/// A number that changes with any of many cells, in whatever order they come.
package struct SheetFingerprint: Sendable, Equatable {
  private var formulas: UInt64 = 0
  private var numbers: UInt64 = 0

  package init() {}

  package mutating func add(formula: String, at address: CellAddress) {
    formulas &+= Self.mixed(FormulaText.normal(formula), address)
  }

  /// A text as it is, together with the formulas.
  package mutating func add(text: String, at address: CellAddress) {
    formulas &+= Self.mixed(Array(text.utf8), address)
  }

  /// To 9 digits, since programs do not all keep the last ones.
  package mutating func add(number: Double, at address: CellAddress) {
    guard let digits = FormulaText.rounded(number) else { return }
    numbers &+= Self.mixed(Array(digits.utf8), address)
  }

  package var formulaText: String { String(formulas, radix: 16) }
  package var numberText: String { String(numbers, radix: 16) }

  /// FNV-1a of the place and the bytes, stirred so that sums of neighbours do not cancel.
  private static func mixed(_ bytes: [UInt8], _ address: CellAddress) -> UInt64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func take(_ byte: UInt8) { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    for shift in [0, 8, 16, 24] {
      take(UInt8(truncatingIfNeeded: address.row >> shift))
      take(UInt8(truncatingIfNeeded: address.column >> shift))
    }
    for byte in bytes { take(byte) }
    hash = (hash ^ (hash >> 33)) &* 0xff51_afd7_ed55_8ccd
    return hash ^ (hash >> 33)
  }
}
