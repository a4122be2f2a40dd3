import MarginModel
import MarginSource
import MarginSyntax

/// What came of reading a model's files; the program is nil where the model's own file could not be read.
struct Loaded {
  let program: Program?
  let sources: SourceSet
  let diagnostics: [Diagnostic]
  /// By file index, where the file lies; nil for the embedded library and for what the command line sets.
  var places: [String?] = []
  /// By file index, where a data file lies.
  var dataPlaces: [Int: String] = [:]
}

/// How much a model may take in, decided before memory is taken.
struct LoadLimits {
  /// Of one text, and of all texts together: each byte of a text takes a hundred of its tree.
  var bytesOfFile = 4 << 20
  var bytesOfModel = 8 << 20
  /// Of one data file, and of all of them together.
  var bytesOfDataFile = 16 << 20
  var bytesOfData = 64 << 20
  var files = 256

  func bytesOfFile(_ wanted: LoadFault.Wanted) -> Int { wanted == .data ? bytesOfDataFile : bytesOfFile }
}

/// Reads a model, all that it imports and the data files of its tables. Every file is read once, however often it is
/// named.
struct Loader {
  private let limits: LoadLimits
  private let files: ModelFiles
  /// By resolved path, texts that stand for what is on disk.
  private let drafts: [String: [UInt8]]
  private var sources = SourceSet()
  private var trees: [SyntaxTree] = []
  private var imports: [[Int?]] = []
  /// Per text, the folder from which it names files, and as it is shown; nil for a library.
  private var folders: [(resolved: String, shown: String)?] = []
  private var diagnostics: [Diagnostic] = []
  private var bytes = 0
  private var dataBytes = 0
  private var dataPlaces: [Int: String] = [:]
  /// By resolved path, or by the name of a library.
  private var fileByKey: [String: Int] = [:]
  /// The files whose imports are being read, outermost first.
  private var chain: [Int] = []
  /// Resolved; no import leads out of it.
  private var root = "/"

  init(limits: LoadLimits = LoadLimits(), files: ModelFiles = .disk, drafts: [String: [UInt8]] = [:]) {
    self.limits = limits
    self.files = files
    self.drafts = drafts
  }

  /// Reads the model at a path. `settings` are texts `PATH=VALUE` that become one more case, on top of the case named;
  /// `question` is a statement that the model's own file does not hold; `drafts` are texts, by resolved path, that are
  /// taken instead of what is on disk.
  static func load(
    _ path: String, caseName: String? = nil, settings: [String] = [], question: String? = nil,
    limits: LoadLimits = LoadLimits(), files: ModelFiles = .disk, drafts: [String: [UInt8]] = [:]
  ) -> Loaded {
    var loader = Loader(limits: limits, files: files, drafts: drafts)
    return loader.load(path, caseName, settings, question)
  }

  /// The bytes of one file that must be a text.
  static func read(_ path: String) throws(LoadFault) -> [UInt8] { try Loader().readFile(path, shown: path).get() }

  private mutating func load(
    _ path: String, _ caseName: String?, _ settings: [String], _ question: String?
  ) -> Loaded {
    switch readFile(path, shown: path) {
    case .failure(let fault):
      return Loaded(program: nil, sources: sources, diagnostics: [fault.diagnostic(at: nil)])
    case .success(let bytes):
      let resolved = files.resolved(path) ?? path
      root = ModelRoot.folder(of: resolved, in: files)
      add(bytes, shown: path, key: resolved, folder: PathText.folder(resolved))
      addCases(beside: path)
    }
    var program = Program(sources: sources, trees: trees, imports: imports)
    diagnostics += CommandLineCase.add(settings, on: caseName, to: &program)
    if let question { diagnostics += CommandLineQuestion.add(question, to: &program) }
    addData(to: &program)
    var places = [String?](repeating: nil, count: program.sources.files.count)
    for (key, file) in fileByKey where !key.hasPrefix("margin/") { places[file] = key }
    return Loaded(
      program: program, sources: program.sources, diagnostics: diagnostics, places: places, dataPlaces: dataPlaces)
  }

  /// Reads the case files of a model: beside `email.margin` those named `email.case.margin` or `email.NAME.case.margin`,
  /// in which finance keeps its what-ifs apart.
  private mutating func addCases(beside model: String) {
    let folder = PathText.folder(model)
    let stem = PathText.stem(model) + "."
    for name in files.names(in: folder) where name.hasPrefix(stem) && name.hasSuffix(".case.margin") {
      let shown = PathText.shown(folder, name)
      let key = files.resolved(PathText.joined(folder, name)) ?? name
      guard fileByKey[key] == nil else { continue }
      switch content(Target(key: key, shown: shown, folder: PathText.folder(key))) {
      case .failure(let fault): diagnostics.append(fault.diagnostic(at: nil))
      case .success(let bytes): add(bytes, shown: shown, key: key, folder: PathText.folder(key))
      }
    }
  }

  /// Parses a text and then reads what it imports. `folder` is nil for a library.
  @discardableResult
  private mutating func add(_ bytes: [UInt8], shown: String, key: String, folder: String?) -> Int {
    let source = SourceFile(name: folder == nil ? shown : files.shown(shown), bytes: bytes)
    let file = sources.add(source)
    fileByKey[key] = file
    let (tree, found) = parse(source, file: file)
    diagnostics += found
    trees.append(tree)
    imports.append([])
    folders.append(folder.map { ($0, PathText.folder(shown)) })
    self.bytes += bytes.count
    chain.append(file)
    for statement in tree.statements {
      guard case .import(let wanted) = statement.form else { continue }
      let target = resolve(wanted.path, from: folder, shown: PathText.folder(shown))
      imports[file].append(target)
    }
    chain.removeLast()
    return file
  }

  /// The file that an import names, read if it was not yet; nil where that failed, with the reason told.
  private mutating func resolve(_ path: Text, from folder: String?, shown: String) -> Int? {
    switch target(of: path.value, from: folder, shown: shown) {
    case .failure(let fault):
      diagnostics.append(fault.diagnostic(at: path.span))
      return nil
    case .success(let target):
      if let known = fileByKey[target.key] {
        guard chain.contains(known) else { return known }
        diagnostics.append(cycle(path, known))
        return nil
      }
      switch content(target) {
      case .failure(let fault):
        diagnostics.append(fault.diagnostic(at: path.span))
        return nil
      case .success(let bytes):
        return add(bytes, shown: target.shown, key: target.key, folder: target.folder)
      }
    }
  }

  /// Reads the data files that tables and dimensions name. They stand behind all texts among the sources.
  private mutating func addData(to program: inout Program) {
    var known: [String: Int] = [:]
    for (tree, folder) in zip(trees, folders) {
      for path in tree.dataClauses.map(\.path) {
        let found = target(of: path.value, from: folder?.resolved, shown: folder?.shown ?? ".", .data)
        switch found.flatMap({ target in known[target.key].map { .success($0) } ?? add(target, to: &program) }) {
        case .failure(let fault): diagnostics.append(fault.diagnostic(at: path.span))
        case .success(let index):
          program.data[path.span] = index
          if case .success(let target) = found {
            known[target.key] = index
            dataPlaces[index] = target.key
          }
        }
      }
    }
  }

  private mutating func add(_ data: Target, to program: inout Program) -> Result<Int, LoadFault> {
    content(data, .data, files: program.sources.files.count).map { read in
      dataBytes += read.count
      return program.sources.add(SourceFile(name: files.shown(data.shown), bytes: read))
    }
  }

  private struct Target {
    let key: String
    let shown: String
    /// Nil for a library.
    let folder: String?
  }

  private func target(
    of path: String, from folder: String?, shown: String, _ wanted: LoadFault.Wanted = .model
  ) -> Result<Target, LoadFault> {
    if wanted == .model, path.hasPrefix("margin/") { return .success(Target(key: path, shown: path, folder: nil)) }
    if path.hasPrefix("/") { return .failure(.absoluteImport(path, wanted)) }
    guard let folder else { return .failure(.missing(path, similar: [])) }
    let name = PathText.joined(folder, path)
    let shownName = PathText.shown(shown, path)
    guard let resolved = files.resolved(name) else {
      return .failure(
        .missing(files.shown(shownName), similar: LoadFault.similar(to: name, shown: shownName, wanted, in: files)))
    }
    guard PathText.lies(resolved, below: root) else { return .failure(.outsideRoot(shownName, root: root)) }
    return .success(Target(key: resolved, shown: shownName, folder: PathText.folder(resolved)))
  }

  private func content(
    _ target: Target, _ wanted: LoadFault.Wanted = .model, files: Int? = nil
  ) -> Result<[UInt8], LoadFault> {
    if files ?? trees.count >= limits.files { return .failure(.tooManyFiles(limits.files)) }
    let found: Result<[UInt8], LoadFault>
    if target.folder == nil {
      found = Self.library(target.key)
    } else {
      found = readFile(target.key, shown: target.shown, wanted)
    }
    let (taken, limit) = wanted == .data ? (dataBytes, limits.bytesOfData) : (bytes, limits.bytesOfModel)
    if case .success(let read) = found, taken + read.count > limit { return .failure(.tooManyBytes(limit)) }
    return found
  }

  private static func library(_ key: String) -> Result<[UInt8], LoadFault> {
    let name = String(key.dropFirst("margin/".count))
    let known = EmbeddedLibrary.importable
    guard known.contains(name), let bytes = EmbeddedLibrary.text(name) else {
      return .failure(.unknownLibrary(name, known: known))
    }
    return .success(bytes)
  }

  private func readFile(
    _ path: String, shown: String, _ wanted: LoadFault.Wanted = .model
  ) -> Result<[UInt8], LoadFault> {
    let limit = limits.bytesOfFile(wanted)
    let shown = files.shown(shown)
    if !drafts.isEmpty, let draft = drafts[files.resolved(path) ?? path] { return .success(draft) }
    switch files.kind(path) {
    case .missing:
      return .failure(.missing(shown, similar: LoadFault.similar(to: path, shown: shown, wanted, in: files)))
    case .folder:
      return .failure(.folder(shown, files: LoadFault.files(in: path, shown: shown, wanted, in: files), wanted))
    case .special: return .failure(.special(shown, wanted))
    case .closed(let reason): return .failure(.unreadable(shown, reason))
    case .file(let size):
      if size > limit { return .failure(.tooLarge(shown, limit)) }
    }
    switch files.bytes(path, limit: limit) {
    case .failure(let fault): return .failure(.unreadable(shown, fault.words))
    case .success(let bytes): return LoadFault.text(bytes, shown: shown, limit: limit, wanted)
    }
  }

  private func cycle(_ path: Text, _ known: Int) -> Diagnostic {
    let loop = chain.drop { $0 != known }.map { sources.files[$0].name }
    guard loop.count > 1 else {
      return Diagnostic(
        "L307", "`\(loop.first ?? path.value)` imports itself", at: .init(path.span, "this is the same file"))
    }
    return Diagnostic(
      "L307", "these files import each other", at: .init(path.span, "leads back to `\(loop[0])`"),
      notes: [.init("loop", (loop + [loop[0]]).joined(separator: " -> "))],
      fixes: [.init("put what both need into a file of its own")])
  }
}

/// The folder that a model may import from.
enum ModelRoot {
  /// The nearest folder upward of a resolved path that holds `margin.project`, else the file's own folder.
  static func folder(of path: String, in files: ModelFiles = .disk) -> String {
    let own = PathText.folder(path)
    var folder = own
    while true {
      if files.kind(PathText.joined(folder, "margin.project")) != .missing { return folder }
      let above = PathText.folder(folder)
      if above == folder || above == "." { return own }
      folder = above
    }
  }
}
