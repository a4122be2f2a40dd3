import MarginEngine
import MarginReports
import MarginXLSX

extension Evaluation {
  /// Writes the model as a live workbook, and where `map` names a file, which cell holds which value. Without a path the
  /// workbook is `exports/NAME.xlsx` of the model's project. `asOf`, `YYYY-MM-DD`, is the day on which the age of
  /// sources is counted; without it the last day that the model names. Gives the paths written; on failure every file is
  /// as it was.
  @discardableResult
  public func export(to path: String? = nil, map: String? = nil, asOf: String? = nil) throws(Failure) -> [String] {
    let target = path ?? ExportPlace.standard(of: workspace.path)
    try ExportPlace.check(target, against: workspace)
    if let map {
      try ExportPlace.check(map, against: workspace)
      try ExportPlace.check(map, isNot: target)
    }
    let all = model.cases.indices.map { index in
      index == workspace.caseIndex ? results : MarginEngine.evaluate(model, caseIndex: index)
    }
    let unsettled = all.flatMap { unsettledLoops(model, $0) }
    guard unsettled.isEmpty else { throw Failure(unsettled, model.sources) }
    let info = BookOrigin.info(model, path: workspace.path, asOf: asOf)
    let (workbook, bookMap, faults) = present(
      model, all, selectedCase: workspace.caseIndex, info: info,
      simulations: workspace.simulatedForBook(model))
    guard !faults.contains(where: { $0.severity == .error }) else { throw Failure(faults, model.sources) }
    let madeFolder = path == nil ? try ExportPlace.makeFolder(of: target) : false
    do throws(XLSXError) {
      try writeXLSX(workbook, to: target)
    } catch {
      if madeFolder { FileWriting.removeFolder(PathText.folder(target)) }
      throw Failure(error)
    }
    guard let map else { return [target] }
    try TextFile.write(bookMap.json, to: map)
    return [target, map]
  }
}

extension Workspace {
  /// Writes a result to a file, as a whole; never onto what it was made from.
  public func write(_ text: String, to path: String) throws(Failure) {
    try ExportPlace.check(path, against: self)
    try TextFile.write(text, to: path)
  }
}

/// Where exports go.
enum ExportPlace {
  /// `exports/NAME.xlsx` below the folder of `margin.project`, else beside a folder called `models`, else beside the
  /// model.
  static func standard(of model: String) -> String {
    let root = project(of: FileReading.resolved(model) ?? model)
    return shown(PathText.joined(PathText.joined(root, "exports"), PathText.stem(model) + ".xlsx"))
  }

  /// The folder of `margin.project`, else the one that holds the folder `models`, else the model's own.
  static func project(of resolved: String) -> String {
    let root = ModelRoot.folder(of: resolved)
    let hasProject = FileReading.kind(PathText.joined(root, "margin.project")) != .missing
    return !hasProject && PathText.name(root) == "models" ? PathText.folder(root) : root
  }

  /// A path below the folder in which the program runs is shown from there on.
  private static func shown(_ path: String) -> String {
    guard let here = FileReading.resolved("."), PathText.lies(path, below: here) else { return path }
    return String(path.dropFirst(here == "/" ? 1 : here.count + 1))
  }

  /// Makes the folder of a file where it is missing, and tells whether it did.
  static func makeFolder(of path: String) throws(Failure) -> Bool {
    let folder = PathText.folder(path)
    guard FileReading.kind(folder) != .folder else { return false }
    do { try FileWriting.makeFolder(folder) } catch { throw Failure.unwritable(folder, error) }
    return true
  }

  /// One file cannot hold both results of an export.
  static func check(_ map: String, isNot target: String) throws(Failure) {
    func place(_ path: String) -> String? {
      FileReading.resolved(path)
        ?? FileReading.resolved(PathText.folder(path)).map { PathText.joined($0, PathText.name(path)) }
    }
    guard map == target || place(map).map({ $0 == place(target) }) ?? false else { return }
    throw Failure("L315", "`\(map)` is to be the workbook and its map at once", fixes: ["name another file"])
  }

  /// No result may overwrite what it was made from.
  static func check(_ target: String, against workspace: Workspace) throws(Failure) {
    guard let resolved = FileReading.resolved(target) else { return }
    let own = workspace.sources.files.map(\.name).compactMap { FileReading.resolved($0) }
    if own.contains(resolved) {
      throw Failure("L315", "`\(target)` is the model itself and stays as it is", fixes: ["name another file"])
    }
  }
}

extension Failure {
  /// The workbook's words for what stopped it.
  init(_ error: XLSXError) { self.init("L315", "\(error.place): \(error.fault)", fixes: [error.mend]) }

  static func unwritable(_ path: String, _ error: any Error) -> Failure {
    let reason = (error as? FileFault)?.words ?? "\(error)"
    return Failure("L315", "`\(path)` cannot be written: \(reason)", fixes: ["the file that was there is unchanged"])
  }
}

/// Writes texts to files.
public enum TextFile {
  /// Replaces a file as a whole: on failure it is as it was.
  public static func write(_ text: String, to path: String) throws(Failure) {
    do { try FileWriting.replace(path, with: Array(text.utf8)) } catch { throw Failure.unwritable(path, error) }
  }
}
