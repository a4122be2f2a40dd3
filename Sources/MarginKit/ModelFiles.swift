/// Where the files of a model are read from.
enum ModelFiles {
  case disk
  case revision(Revision)

  func kind(_ path: String) -> FileReading.Kind {
    switch self {
    case .disk: FileReading.kind(path)
    case .revision(let revision): revision.kind(path)
    }
  }

  func bytes(_ path: String, limit: Int) -> Result<[UInt8], FileFault> {
    switch self {
    case .disk: FileReading.bytes(path, limit: limit)
    case .revision(let revision): revision.bytes(path, limit: limit)
    }
  }

  /// The path with symbolic links followed, absolute; nil where it does not exist.
  func resolved(_ path: String) -> String? {
    switch self {
    case .disk: FileReading.resolved(path)
    case .revision(let revision): revision.resolved(path)
    }
  }

  func names(in folder: String) -> [String] {
    switch self {
    case .disk: FileReading.names(in: folder)
    case .revision(let revision): revision.names(in: folder)
    }
  }

  /// What messages call a file.
  func shown(_ path: String) -> String {
    switch self {
    case .disk: path
    case .revision(let revision): revision.name + ":" + path.drop { $0 == "/" }
    }
  }
}
