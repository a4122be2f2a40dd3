/// Reads XML piece by piece as spreadsheet programs write it: UTF-8, elements, attributes, text.
///
/// A document type and entities of its own are refused, so that nothing can grow while it is read and nothing outside
/// is fetched. What is not well-formed is an error with its place.
struct XMLPull {
  enum Event: Equatable {
    /// The name is without its prefix.
    case start(String, [Attribute])
    case end(String)
    case text(String)
    case done
  }

  struct Attribute: Equatable {
    let name: String
    let value: String
  }

  struct Fault: Error, Equatable {
    let words: String
    /// Whether it is what only a hostile file holds.
    var isHostile = false
  }

  private static let depthLimit = 64
  private static let attributeLimit = 256

  private let bytes: [UInt8]
  private var place = 0
  private var open: [String] = []
  private var pendingEnd: String?
  private var hasRoot = false

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { place = 3 }
  }

  /// How many elements are open.
  var depth: Int { open.count }

  mutating func next() throws(Fault) -> Event {
    if let name = pendingEnd {
      pendingEnd = nil
      open.removeLast()
      return .end(name)
    }
    while place < bytes.count {
      guard bytes[place] == UInt8(ascii: "<") else {
        let text = try self.text(until: UInt8(ascii: "<"))
        if open.isEmpty {
          guard text.allSatisfy(\.isWhitespace) else { throw fault("text outside of the root element") }
          continue
        }
        return .text(text)
      }
      if starts("<?") {
        try skip("?>")
      } else if starts("<!--") {
        try skip("-->")
      } else if starts("<![CDATA[") {
        let start = place + 9
        try skip("]]>")
        guard !open.isEmpty else { throw fault("text outside of the root element") }
        return .text(String(decoding: bytes[start..<(place - 3)], as: UTF8.self))
      } else if starts("<!") {
        throw Fault(words: "it declares a document type or entities, which no workbook needs", isHostile: true)
      } else if starts("</") {
        return try endTag()
      } else {
        return try startTag()
      }
    }
    guard open.isEmpty, hasRoot else { throw fault("it ends within an element") }
    return .done
  }

  private mutating func startTag() throws(Fault) -> Event {
    guard open.count < Self.depthLimit else {
      throw Fault(words: "its elements are nested deeper than \(Self.depthLimit)", isHostile: true)
    }
    guard !open.isEmpty || !hasRoot else { throw fault("a second root element") }
    hasRoot = true
    place += 1
    let name = try self.name()
    var attributes: [Attribute] = []
    while true {
      skipBlanks()
      guard place < bytes.count else { throw fault("it ends within a tag") }
      if bytes[place] == UInt8(ascii: ">") {
        place += 1
        break
      }
      if starts("/>") {
        place += 2
        pendingEnd = name
        break
      }
      guard attributes.count < Self.attributeLimit else {
        throw Fault(words: "an element has more than \(Self.attributeLimit) attributes", isHostile: true)
      }
      attributes.append(try attribute())
    }
    open.append(name)
    return .start(name, attributes)
  }

  private mutating func attribute() throws(Fault) -> Attribute {
    let name = try self.name()
    skipBlanks()
    guard place < bytes.count, bytes[place] == UInt8(ascii: "=") else { throw fault("an attribute without a value") }
    place += 1
    skipBlanks()
    guard place < bytes.count, [UInt8(ascii: "\""), UInt8(ascii: "'")].contains(bytes[place]) else {
      throw fault("an attribute without quotes")
    }
    let quote = bytes[place]
    place += 1
    let value = try self.text(until: quote)
    guard place < bytes.count else { throw fault("it ends within a tag") }
    place += 1
    return Attribute(name: name, value: value)
  }

  private mutating func endTag() throws(Fault) -> Event {
    place += 2
    let name = try self.name()
    skipBlanks()
    guard place < bytes.count, bytes[place] == UInt8(ascii: ">"), open.last == name else {
      throw fault("the end of an element does not fit its beginning")
    }
    place += 1
    open.removeLast()
    return .end(name)
  }

  /// A name without its prefix.
  private mutating func name() throws(Fault) -> String {
    var start = place
    while place < bytes.count, !" \t\r\n=/><\"'&".utf8.contains(bytes[place]) {
      if bytes[place] == UInt8(ascii: ":") { start = place + 1 }
      place += 1
    }
    guard place > start, place - start < 256 else { throw fault("an element or attribute without a name") }
    return String(decoding: bytes[start..<place], as: UTF8.self)
  }

  /// The text up to a byte, which is left where it is, with its references resolved.
  private mutating func text(until stop: UInt8) throws(Fault) -> String {
    let start = place
    var isPlain = true
    while place < bytes.count, bytes[place] != stop {
      if bytes[place] == UInt8(ascii: "&") { isPlain = false }
      if bytes[place] == 0 { throw fault("a zero byte") }
      place += 1
    }
    if isPlain { return String(decoding: bytes[start..<place], as: UTF8.self) }
    return try resolved(bytes[start..<place])
  }

  private func resolved(_ raw: ArraySlice<UInt8>) throws(Fault) -> String {
    var result: [UInt8] = []
    var rest = raw
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "&") else {
        result.append(byte)
        continue
      }
      let name = rest.prefix(12).prefix { $0 != UInt8(ascii: ";") }
      guard rest.count > name.count, let scalar = Self.scalar(String(decoding: name, as: UTF8.self)) else {
        throw Fault(words: "it refers to an entity that is none of XML's own", isHostile: true)
      }
      result += Array(String(Character(scalar)).utf8)
      rest = rest.dropFirst(name.count + 1)
    }
    return String(decoding: result, as: UTF8.self)
  }

  private static func scalar(_ name: String) -> Unicode.Scalar? {
    switch name {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    default:
      guard name.hasPrefix("#") else { return nil }
      let digits = name.dropFirst()
      let number = digits.hasPrefix("x") ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits)
      return number.flatMap { $0 == 0 ? nil : Unicode.Scalar($0) }
    }
  }

  private mutating func skipBlanks() {
    while place < bytes.count, " \t\r\n".utf8.contains(bytes[place]) { place += 1 }
  }

  private func starts(_ text: String) -> Bool {
    bytes.count - place >= text.utf8.count && zip(bytes[place...], text.utf8).allSatisfy(==)
  }

  /// Goes behind the next place of a text.
  private mutating func skip(_ end: String) throws(Fault) {
    while place < bytes.count {
      if starts(end) {
        place += end.utf8.count
        return
      }
      place += 1
    }
    throw fault("it ends within a comment or an instruction")
  }

  private func fault(_ words: String) -> Fault { Fault(words: "\(words), at byte \(place)") }
}
