import MarginSource
import MarginSyntax

/// What the templates of the library take and give, made from the templates themselves.
public enum LibraryReference {
  /// A line for each file that a model can import, in order, with what it is for.
  public static var list: String {
    let width = files.map(\.name.count).max() ?? 0
    return files.map { file in
      file.name + String(repeating: " ", count: width - file.name.count + 2) + file.summary + "\n"
    }.joined()
  }

  /// What the reference says of a file, or of the file that holds a template. Fails where there is neither.
  public static func section(_ name: String) throws(Failure) -> String {
    let wanted = name.hasPrefix("margin/") ? String(name.dropFirst("margin/".count)) : name
    guard let file = files.first(where: { $0.name == wanted }) ?? files.first(where: { $0.templates.contains(wanted) })
    else {
      let near = Suggestion.names(like: wanted, among: files.flatMap { [$0.name] + $0.templates })
      throw Failure(
        "L320", "the library has no `\(name)`",
        fixes: near.isEmpty ? ["`margin library` lists all"] : near.map { "did you mean `\($0)`?" })
    }
    return file.text
  }

  /// The page docs/library.md.
  public static var page: String {
    let rows = files.map { file in
      "| [`\(file.name)`](#\(anchor(file.name))) | \(file.templates.map { "`\($0)`" }.joined(separator: ", "))"
        + " | \(file.summary.replacing("|", with: "\\|")) |"
    }
    return introduction + "\n" + rows.joined(separator: "\n") + "\n\n" + files.map(\.text).joined(separator: "\n")
  }

  /// What the heading `## margin/NAME` is called in a link.
  private static func anchor(_ name: String) -> String {
    "margin" + name.lowercased().filter { $0.isLetter || $0.isNumber || "-_".contains($0) }
  }

  private static let introduction = """
    # The library

    All templates of this version, made from the templates themselves: do not edit this page. `margin library NAME` prints
    the part of one file. `import "margin/NAME"` takes a file into a model; it is in the program, so nothing is fetched.
    What has a default may be left out, and each default says who says so. What has none only you can know.

    | file | templates | what it is for |
    | --- | --- | --- |
    """

  private static let files: [LibraryFile] = EmbeddedLibrary.importable.map { name in
    LibraryFile(name, EmbeddedLibrary.text(name) ?? [])
  }
}

/// A file of the library with what the reference says of it.
private struct LibraryFile {
  let name: String
  /// The lines of the comment that it begins with.
  let comment: [String]
  let templates: [String]
  let text: String

  /// What it is for, in the first sentence of its comment.
  var summary: String {
    let words = comment.joined(separator: " ")
    return words.split(separator: ". ").first.map { String($0.last == "." ? $0.dropLast() : $0) } ?? words
  }

  init(_ name: String, _ bytes: [UInt8]) {
    let source = SourceFile(name: "margin/" + name, bytes: bytes)
    let statements = parse(source, file: 0).tree.statements
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    self.name = name
    comment = LeadingComment.lines(of: bytes)
    templates = statements.compactMap { if case .template(let template) = $0.form { template.name.text } else { nil } }
    let isTop = { (statement: Statement) in
      source.lineNumber(statement.span.start) == LeadingComment.lines(of: bytes).count + 1
    }
    var text = "## margin/\(name)\n\n"
    if !comment.isEmpty { text += comment.joined(separator: "\n") + "\n\n" }
    let shared = statements.compactMap { LibraryWords.shared($0, source) }
    if !shared.isEmpty { text += shared.map { "* \($0)\n" }.joined() + "\n" }
    for statement in statements {
      guard case .template(let template) = statement.form else { continue }
      let above = LeadingComment.lines(above: source.lineNumber(statement.span.start), in: lines)
      text += LibraryWords.template(template, isTop(statement) ? [] : above, source)
    }
    self.text = text.hasSuffix("\n\n") ? String(text.dropLast()) : text
  }
}
