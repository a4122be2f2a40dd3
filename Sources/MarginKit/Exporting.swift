import MarginEngine
import MarginReports
import MarginXLSX

extension Evaluation {
  /// Writes the model to a file: as a live workbook, a page, or its figures. Without a format the ending of the path
  /// tells it, and is a workbook's where there is none; without a path the file is `exports/NAME.xlsx`, or with the
  /// format's ending, of the model's project. `map` names a file for which cell of a workbook holds which value. `asOf`,
  /// `YYYY-MM-DD`, is the day on which the age of sources is counted; without it the last day that the model names. Gives
  /// the paths written; on failure every file is as it was.
  @discardableResult
  public func export(
    to path: String? = nil, format: ExportFormat? = nil, map: String? = nil, asOf: String? = nil
  ) throws(Failure) -> [String] {
    if let path { try ExportPlace.check(path, against: workspace) }
    let told = try ExportFormat.told(by: format == nil ? path : nil)
    let format = format ?? told
    let target = path ?? ExportPlace.standard(of: workspace.path, ending: format.ending)
    try ExportPlace.check(target, against: workspace)
    if let map {
      guard format == .xlsx else {
        throw Failure("L315", "only a workbook has cells for a map", fixes: ["leave out the map, or export an .xlsx"])
      }
      try ExportPlace.check(map, against: workspace)
      try ExportPlace.check(map, isNot: target)
    }
    let made: Product =
      switch format {
      case .xlsx: try book(asOf)
      case .html: .text(try page(asOf: asOf))
      case .csv, .markdown, .json: .text(try text(format.output))
      }
    let madeFolder = path == nil ? try ExportPlace.makeFolder(of: target) : false
    do throws(Failure) {
      try write(made, to: target)
    } catch {
      if madeFolder { FileWriting.removeFolder(PathText.folder(target)) }
      throw error
    }
    guard let map, case .book(_, let bookMap) = made else { return [target] }
    try TextFile.write(bookMap.json, to: map)
    return [target, map]
  }

  /// The model with its results as one page of HTML that needs nothing else. Fails where a loop does not converge.
  public func page(asOf: String? = nil) throws(Failure) -> String {
    let all = try everyCase()
    return WebPage(
      figures([]), cases: all, info: BookOrigin.info(model, path: workspace.path, asOf: asOf),
      simulations: workspace.simulatedForBook(model)
    ).html
  }

  /// What is written to a file.
  private enum Product {
    case book(Workbook, BookMap)
    case text(String)
  }

  private func write(_ product: Product, to target: String) throws(Failure) {
    switch product {
    case .text(let text): try TextFile.write(text, to: target)
    case .book(let workbook, _):
      do throws(XLSXError) { try writeXLSX(workbook, to: target) } catch { throw Failure(error) }
    }
  }

  private func book(_ asOf: String?) throws(Failure) -> Product {
    let info = BookOrigin.info(model, path: workspace.path, asOf: asOf)
    let (workbook, bookMap, faults) = present(
      model, try everyCase(), selectedCase: workspace.caseIndex, info: info,
      simulations: workspace.simulatedForBook(model))
    guard !faults.contains(where: { $0.severity == .error }) else { throw Failure(faults, model.sources) }
    return .book(workbook, bookMap)
  }

  /// The results of all cases in the model's order. Fails where a loop does not converge in one of them.
  private func everyCase() throws(Failure) -> [Results] {
    let all = model.cases.indices.map { index in
      index == workspace.caseIndex ? results : MarginEngine.evaluate(model, caseIndex: index)
    }
    let unsettled = all.flatMap { unsettledLoops(model, $0) }
    guard unsettled.isEmpty else { throw Failure(unsettled, model.sources) }
    return all
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
  /// `exports/NAME.xlsx`, or with another ending, below the folder of `margin.project`, else beside a folder called `models`, else beside the
  /// model.
  static func standard(of model: String, ending: String = "xlsx") -> String {
    let root = project(of: FileReading.resolved(model) ?? model)
    return shown(PathText.joined(PathText.joined(root, "exports"), PathText.stem(model) + "." + ending))
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
