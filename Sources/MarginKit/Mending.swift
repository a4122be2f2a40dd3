import MarginSource
import MarginSyntax

/// The mends that messages offer for the machine, made in the texts of a model.
///
/// Nothing is written before `write()`: the texts are mended in memory, checked again, and mended again until no mend is
/// left. A mend after which the model is no better is taken back.
public struct Mending: Sendable {
  /// The model as it is once mended.
  public let workspace: Workspace
  /// One line for each mend: its place, its code and what it does.
  public let made: [String]

  private let changes: [TextChange]

  /// How often a text is checked again, at most.
  private static let roundLimit = 24
  /// How many mends of one round are tried one by one where all together make it worse.
  private static let trialLimit = 40

  /// Mends the model at a path and the files beside it, in memory.
  public static func of(_ path: String, caseName: String? = nil, settings: [String] = []) -> Mending {
    let first = Workspace.load(path, caseName: caseName, settings: settings)
    var state = State(workspace: first)
    for _ in 0..<roundLimit {
      guard let next = state.mended(trialLimit) else { break }
      state = next
    }
    return Mending(workspace: state.workspace, made: state.made, changes: TextChange.all(first, state.drafts))
  }

  /// What would be written, as `diff -u` shows it.
  public var difference: String { changes.map(\.difference).joined() }

  /// Writes every file that changed, each as a whole; gives their names.
  @discardableResult
  public func write() throws(Failure) -> [String] { try TextChange.write(changes) }

  /// The texts between two rounds.
  private struct State {
    var workspace: Workspace
    /// By resolved path.
    var drafts: [String: [UInt8]] = [:]
    var made: [String] = []
    var refused: Set<String> = []

    /// The state after one more round; nil where nothing is left to mend.
    func mended(_ trials: Int) -> State? {
      let mends = Mend.all(in: workspace).filter { !refused.contains($0.words) }
      guard !mends.isEmpty else { return nil }
      if let all = applied(mends) { return all }
      guard mends.count > 1 else { return without(mends[0]) }
      for mend in mends.prefix(trials) { if let one = applied([mend]) { return one } }
      return nil
    }

    private func without(_ mend: Mend) -> State {
      var next = self
      next.refused.insert(mend.words)
      return next
    }

    /// Nil where the model is no better for it.
    private func applied(_ mends: [Mend]) -> State? {
      var next = self
      var edits: [Int: [Diagnostic.Edit]] = [:]
      for mend in mends { for edit in mend.edits { edits[edit.span.file, default: []].append(edit) } }
      for (file, edits) in edits.sorted(by: { $0.key < $1.key }) {
        guard let place = workspace.places[file], let bytes = applying(edits, to: workspace.sources.files[file].bytes)
        else { return nil }
        next.drafts[place] = bytes
      }
      next.workspace = Workspace.load(
        workspace.path, caseName: workspace.caseName, settings: workspace.settings, drafts: next.drafts)
      guard next.isBetter(than: self, mends) else { return nil }
      next.made += mends.map(\.words)
      return next
    }

    /// Fewer errors, or as many where a statement that could not be read now can be and shows another fault.
    private func isBetter(than old: State, _ mends: [Mend]) -> Bool {
      let (now, before) = (workspace.errors.count, old.workspace.errors.count)
      return now < before || now <= before + mends.count && mends.allSatisfy { $0.code.hasPrefix("P") }
    }
  }
}

/// A mend of one error.
private struct Mend {
  let code: String
  let words: String
  let edits: [Diagnostic.Edit]

  /// One of each error that has any, in the order of the messages; those that overlap an earlier one wait.
  static func all(in workspace: Workspace) -> [Mend] {
    var taken: [Span] = []
    return workspace.errors.compactMap { error in
      guard let fix = error.fixes.first(where: { !$0.edits.isEmpty }), let place = error.primary?.span else {
        return nil
      }
      let spans = fix.edits.map(\.span)
      guard spans.allSatisfy({ workspace.places[$0.file] != nil }),
        !spans.contains(where: { span in taken.contains { $0.touches(span) } })
      else { return nil }
      taken += spans
      let words = "\(workspace.sources.place(place)) \(error.code): \(fix.words)"
      return Mend(code: error.code, words: words, edits: fix.edits)
    }
  }
}

extension Span {
  fileprivate func touches(_ other: Span) -> Bool { file == other.file && start <= other.end && other.start <= end }
}

extension Workspace {
  /// What keeps the model from being evaluated.
  var errors: [Diagnostic] { diagnostics.filter { $0.severity == .error } }
}
