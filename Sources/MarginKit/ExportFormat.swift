/// What a model is exported as.
public enum ExportFormat: String, CaseIterable, Sendable {
  /// A live workbook.
  case xlsx
  /// A page with charts, for a browser, a mail and paper.
  case html
  /// Every number, one a row.
  case csv
  /// The reports, for a pull request.
  case markdown
  /// Everything, in full precision.
  case json

  /// How names of its files end.
  public var ending: String { self == .markdown ? "md" : rawValue }

  /// The format that the ending of a path tells; a workbook where there is no path. Fails where the ending is none of
  /// those known (L315).
  static func told(by path: String?) throws(Failure) -> ExportFormat {
    guard let path else { return .xlsx }
    let name = PathText.name(path)
    guard let point = name.lastIndex(of: ".") else { return .xlsx }
    let ending = name[name.index(after: point)...].lowercased()
    if let found = endings.first(where: { $0.ending == ending }) { return found.format }
    let known = allCases.map { "." + $0.ending }.joined(separator: ", ")
    throw Failure("L315", "`\(path)` ends as none of the formats does", fixes: ["end it with one of \(known)"])
  }

  private static let endings: [(ending: String, format: ExportFormat)] =
    allCases.map { ($0.ending, $0) } + [("htm", .html), ("markdown", .markdown)]

  /// The same of the results that are printed; a workbook and a page have none of their own.
  var output: OutputFormat {
    switch self {
    case .csv: .csv
    case .markdown: .markdown
    case .json: .json
    case .xlsx, .html: .table
    }
  }
}
