import MarginSource

/// Why a file cannot be taken in, with its code and words.
struct LoadFault: Error {
  let code: String
  let message: String
  var words = ""
  var fixes: [String] = []

  /// What a file is to be.
  enum Wanted {
    case model, data

    var noun: String { self == .model ? "model" : "data file" }
    var ending: String { self == .model ? ".margin" : ".csv" }
  }

  /// At the import that names the file; nil for the model's own file, which the message names.
  func diagnostic(at span: Span?) -> Diagnostic {
    Diagnostic(
      code, message, at: span.map { Diagnostic.Mark($0, words) }, fixes: fixes.map { Diagnostic.Fix($0) })
  }

  static func missing(_ path: String, similar: [String]) -> LoadFault {
    LoadFault(
      code: "L301", message: "there is no file `\(path)`", words: "not found",
      fixes: similar.map { "did you mean `\($0)`?" })
  }

  static func folder(_ path: String, files: [String], _ wanted: Wanted) -> LoadFault {
    LoadFault(
      code: "L302", message: "`\(path)` is a folder, not a \(wanted.noun)", words: "a folder",
      fixes: files.prefix(3).map { "a \(wanted.noun) in it is `\($0)`" })
  }

  static func special(_ path: String, _ wanted: Wanted) -> LoadFault {
    LoadFault(
      code: "L302", message: "`\(path)` is a device or a pipe, not a \(wanted.noun)", words: "not a file",
      fixes: ["copy its text into a file"])
  }

  static func unreadable(_ path: String, _ reason: String) -> LoadFault {
    LoadFault(code: "L303", message: "`\(path)` cannot be read: \(reason)", words: reason)
  }

  static func tooLarge(_ path: String, _ limit: Int) -> LoadFault {
    LoadFault(
      code: "L306", message: "`\(path)` is larger than the limit of \(limit >> 20) MiB for a file", words: "too large")
  }

  static func outsideRoot(_ path: String, root: String) -> LoadFault {
    LoadFault(
      code: "L308", message: "`\(path)` lies outside the model's folder", words: "outside of `\(root)`",
      fixes: ["put an empty file `margin.project` into the folder that holds both"])
  }

  static func absoluteImport(_ path: String, _ wanted: Wanted) -> LoadFault {
    let who = wanted == .model ? "an import names a file" : "a data file is named"
    return LoadFault(
      code: "L309", message: "\(who) by its place beside the model, not by `\(path)`",
      words: "begins with `/`", fixes: ["write the path from this file's folder on"])
  }

  static func unknownLibrary(_ name: String, known: [String]) -> LoadFault {
    let near = Suggestion.names(like: name, among: known)
    return LoadFault(
      code: "L310", message: "the library has no `margin/\(name)`", words: "not in the library",
      fixes: near.isEmpty
        ? ["`margin library` lists what it has"]
        : near.map { "did you mean `margin/\($0)`?" })
  }

  static func tooManyFiles(_ limit: Int) -> LoadFault {
    LoadFault(code: "L311", message: "the model takes in more than the limit of \(limit) files", words: "one too many")
  }

  static func tooManyBytes(_ limit: Int) -> LoadFault {
    LoadFault(
      code: "L311", message: "the model and all that it takes in are larger than the limit of \(limit >> 20) MiB",
      words: "goes over it")
  }

  /// The bytes if they are a text.
  static func text(_ bytes: [UInt8], shown: String, limit: Int, _ wanted: Wanted) -> Result<[UInt8], LoadFault> {
    if bytes.count > limit { return .failure(.tooLarge(shown, limit)) }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
      return .failure(
        LoadFault(
          code: "L304", message: "`\(shown)` is a text in UTF-16", words: "not UTF-8", fixes: ["save it in UTF-8"]))
    }
    if let offset = firstFault(bytes) {
      let source = SourceFile(name: shown, bytes: Array(bytes.prefix(offset)))
      let place = source.position(offset)
      let what = bytes[offset] == 0 ? "a zero byte" : "a byte that is not UTF-8"
      return .failure(
        LoadFault(
          code: "L304", message: "`\(shown)` is not a text: \(what) at line \(place.line), column \(place.column)",
          words: "not a text"))
    }
    if bytes.allSatisfy({ [0x20, 0x09, 0x0A, 0x0D].contains($0) }) {
      return .failure(
        LoadFault(
          code: "L305", message: "`\(shown)` is empty", words: "empty",
          fixes: wanted == .model ? ["`margin new` lists models to start from"] : []))
    }
    return .success(bytes)
  }

  /// The offset of the first byte that cannot stand in a text: a zero, or what is not UTF-8.
  private static func firstFault(_ bytes: [UInt8]) -> Int? {
    var offset = 0
    while offset < bytes.count {
      let byte = bytes[offset]
      if byte == 0 { return offset }
      if byte < 0x80 {
        offset += 1
        continue
      }
      guard let length = sequenceLength(bytes, offset) else { return offset }
      offset += length
    }
    return nil
  }

  /// The length of the UTF-8 sequence at an offset; nil where it is none, too long a form or a surrogate.
  private static func sequenceLength(_ bytes: [UInt8], _ offset: Int) -> Int? {
    let first = bytes[offset]
    let length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2
    guard first >= 0xC2, first <= 0xF4, offset + length <= bytes.count else { return nil }
    guard bytes[(offset + 1)..<(offset + length)].allSatisfy({ $0 & 0xC0 == 0x80 }) else { return nil }
    let second = bytes[offset + 1]
    switch first {
    case 0xE0: return second >= 0xA0 ? length : nil
    case 0xED: return second < 0xA0 ? length : nil
    case 0xF0: return second >= 0x90 ? length : nil
    case 0xF4: return second < 0x90 ? length : nil
    default: return length
    }
  }

  /// Files of the kind beside a missing one whose names are like its name.
  static func similar(
    to path: String, shown: String, _ wanted: Wanted = .model, in disk: ModelFiles = .disk
  ) -> [String] {
    guard !path.utf8.contains(0) else { return [] }
    let names = disk.names(in: PathText.folder(path)).filter { $0.hasSuffix(wanted.ending) }
    let found = Suggestion.names(like: PathText.name(path), among: names)
    return found.map { PathText.joined(PathText.folder(shown), $0) }
  }

  /// The files of the kind in a folder.
  static func files(in folder: String, shown: String, _ wanted: Wanted, in disk: ModelFiles = .disk) -> [String] {
    disk.names(in: folder).filter { $0.hasSuffix(wanted.ending) }.map { PathText.joined(shown, $0) }
  }
}
