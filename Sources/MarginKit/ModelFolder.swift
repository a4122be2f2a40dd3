/// Finds models in folders.
public enum ModelFolder {
  /// The files named, and the models of the folders named, in the order of their names; folders inside folders are
  /// searched too. A file that has no `model` statement of its own, such as a library or a file of cases, counts only
  /// `withLibraries`. Fails where a path does not exist or a folder holds no model.
  public static func models(at paths: [String], withLibraries: Bool = false) throws(Failure) -> [String] {
    var found: [String] = []
    for path in paths {
      guard FileReading.kind(path) == .folder else {
        found.append(path)
        continue
      }
      let below = files(in: path, depth: 0).filter { withLibraries || isModel($0) }
      if below.isEmpty { throw Failure("L302", "`\(path)` is a folder without models") }
      found += below
    }
    return found
  }

  private static func files(in folder: String, depth: Int) -> [String] {
    guard depth < 16 else { return [] }
    return FileReading.names(in: folder).filter { !$0.hasPrefix(".") }.flatMap { name -> [String] in
      let path = PathText.joined(folder, name)
      switch FileReading.kind(path) {
      case .folder: return FileReading.isLink(path) ? [] : files(in: path, depth: depth + 1)
      case .file: return name.hasSuffix(".margin") ? [path] : []
      default: return []
      }
    }
  }

  private static func isModel(_ path: String) -> Bool {
    guard !path.hasSuffix(".case.margin"), case .success(let bytes) = FileReading.bytes(path, limit: 1 << 24) else {
      return !path.hasSuffix(".case.margin")
    }
    return bytes.split(separator: UInt8(ascii: "\n")).contains { line in
      line.drop { $0 == 0x20 || $0 == 0x09 }.starts(with: Array("model ".utf8))
    }
  }
}
