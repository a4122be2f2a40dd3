import MarginReports

/// How a pull is printed.
public enum PullFormat: String, CaseIterable, Sendable {
  /// The edits of the text, as `diff -u` shows them.
  case diff
  /// One line for each changed cell.
  case table
  /// Both, with the numbers in full and all messages.
  case json
}

extension Pull {
  /// The changes in a format; one line says so where there are none.
  public func text(_ format: PullFormat) -> String {
    switch format {
    case .diff: difference.isEmpty && changes.isEmpty ? "nothing was changed\n" : difference
    case .table: changes.isEmpty ? "nothing was changed\n" : table
    case .json: json.document
    }
  }

  private var table: String {
    let isDated = changes.contains { $0.period != nil }
    var rows = [["Name", "Case"] + (isDated ? ["From"] : []) + ["Exported", "Book", "Text", "Outcome", "Edit"]]
    for change in changes {
      rows.append(
        [change.name, change.caseName] + (isDated ? [change.period ?? ""] : [])
          + [change.exported, change.book, change.text, change.outcome.rawValue, change.words])
    }
    let first = isDated ? 3 : 2
    return textTable(rows, right: [first, first + 1, first + 2])
  }

  private var json: JSONText {
    .object([
      ("whole", .truth(isWhole)),
      ("changes", .lines(changes.map(Self.record))),
      (
        "messages",
        .lines(
          problems.map {
            .record([
              ("code", .text($0.code)), ("severity", .text($0.severity.rawValue)), ("message", .text($0.message)),
            ])
          })
      ),
      ("diff", .text(difference)),
    ])
  }

  private static func record(_ change: Change) -> JSONText {
    .record([
      ("name", .text(change.name)), ("case", .text(change.caseName)),
      ("period", change.period.map { .text($0) } ?? .null), ("place", .text(change.place)),
      ("exported", .number(change.exportedValue)), ("book", .number(change.bookValue)),
      ("text", .number(change.textValue)), ("unit", .text(change.unit)), ("outcome", .text(change.outcome.rawValue)),
      ("edit", .text(change.words)),
    ])
  }
}
