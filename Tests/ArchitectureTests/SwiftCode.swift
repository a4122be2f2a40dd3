/// Swift text without what is not code: comments and the contents of strings become blanks, lines stay where they
/// are. What is interpolated into a string is code and stays.
enum SwiftCode {
  static func only(in text: String) -> String {
    var scanner = Scanner(bytes: Array(text.utf8))
    scanner.run()
    return String(decoding: scanner.code, as: UTF8.self)
  }

  private struct Scanner {
    let bytes: [UInt8]
    var code: [UInt8]
    var position = 0
    /// The strings around the interpolation that is being read, each with its hashes, quotes and open brackets.
    var strings: [(hashes: Int, quotes: Int, brackets: Int)] = []

    init(bytes: [UInt8]) {
      self.bytes = bytes
      code = bytes
    }

    func has(_ text: String, at offset: Int) -> Bool {
      bytes[min(offset, bytes.count)...].starts(with: text.utf8)
    }

    func count(of character: UInt8, at offset: Int) -> Int {
      bytes[min(offset, bytes.count)...].prefix { $0 == character }.count
    }

    mutating func blank(_ length: Int) {
      for offset in position..<min(position + length, bytes.count) where bytes[offset] != UInt8(ascii: "\n") {
        code[offset] = UInt8(ascii: " ")
      }
      position += length
    }

    mutating func run() {
      while position < bytes.count {
        if has("//", at: position) {
          blank(bytes[position...].prefix { $0 != UInt8(ascii: "\n") }.count)
        } else if has("/*", at: position) {
          skipBlockComment()
        } else if !startString() {
          readBracket()
        }
      }
    }

    mutating func skipBlockComment() {
      var depth = 0
      repeat {
        let opens = has("/*", at: position)
        let closes = has("*/", at: position)
        depth += (opens ? 1 : 0) - (closes ? 1 : 0)
        blank(opens || closes ? 2 : 1)
      } while depth > 0 && position < bytes.count
    }

    /// Enters a string if one starts here, after any hashes.
    mutating func startString() -> Bool {
      let hashes = count(of: UInt8(ascii: "#"), at: position)
      guard has("\"", at: position + hashes) else { return false }
      let quotes = has("\"\"\"", at: position + hashes) ? 3 : 1
      position += hashes + quotes
      skipString(hashes: hashes, quotes: quotes)
      return true
    }

    /// Blanks a string up to its end, or up to an interpolation, which is then read as code.
    mutating func skipString(hashes: Int, quotes: Int) {
      let guardHashes = String(repeating: "#", count: hashes)
      let end = String(repeating: "\"", count: quotes) + guardHashes
      while position < bytes.count {
        if has(end, at: position) {
          position += end.utf8.count
          return
        }
        if has("\\" + guardHashes + "(", at: position) {
          position += hashes + 2
          strings.append((hashes, quotes, 1))
          return
        }
        let isEscape = has("\\" + guardHashes, at: position)
        blank(isEscape ? hashes + 2 : 1)
      }
    }

    /// Reads one byte of code; the bracket that ends an interpolation leads back into its string.
    mutating func readBracket() {
      let byte = bytes[position]
      position += 1
      guard var string = strings.popLast() else { return }
      string.brackets += byte == UInt8(ascii: "(") ? 1 : byte == UInt8(ascii: ")") ? -1 : 0
      if string.brackets == 0 {
        skipString(hashes: string.hashes, quotes: string.quotes)
      } else {
        strings.append(string)
      }
    }
  }
}
