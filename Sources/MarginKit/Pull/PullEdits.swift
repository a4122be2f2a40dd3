import MarginModel
import MarginReports
import MarginSource
import MarginSyntax
import MarginUnits

/// The edits that bring numbers of a workbook into the text.
struct PullEdits {
  /// A number that the text is to have.
  struct Want {
    let cell: BookChanges.Cell
    let leaf: Leaf
    /// The cell of the leaf's dimensions.
    let member: Int
    let caseIndex: Int
    /// The number of the text as it is.
    let current: Double
    var value: Double { cell.book }
  }

  /// Edits that belong together, or why there are none.
  struct Proposal {
    let wants: [Want]
    var edits: [Diagnostic.Edit] = []
    /// Changes that a case gets besides those that it has.
    var added: (target: TextPlaces.WrittenCase, changes: [String])?
    var reason: String?
    /// What it says in words: `72% -> 60%`.
    var words = ""

    static func refused(_ wants: [Want], _ reason: String) -> Proposal { Proposal(wants: wants, reason: reason) }
  }

  let places: TextPlaces
  let model: Model
  /// All that is wanted of the base, by leaf and place: what cases are written against.
  private var base: [String: Double] = [:]

  init(_ places: TextPlaces, _ wants: [Want]) {
    self.places = places
    model = places.model
    for want in wants where want.caseIndex == 0 { base[key(want.leaf, place(want))] = want.value }
  }

  /// One proposal for each leaf, case and, where they stand apart, member.
  func proposals(_ wants: [Want]) -> [Proposal] {
    var order: [String] = []
    var groups: [String: [Want]] = [:]
    for want in wants {
      let key = "\(want.leaf.id) \(want.caseIndex)"
      if groups[key] == nil { order.append(key) }
      groups[key, default: []].append(want)
    }
    return order.compactMap { groups[$0] }.flatMap { group -> [Proposal] in
      let (leaf, caseIndex) = (group[0].leaf, group[0].caseIndex)
      if caseIndex == 0, let spread = spread(leaf, group) { return [spread] }
      let members = Dictionary(grouping: group, by: \.member)
      return members.sorted { $0.key < $1.key }.map { _, wants in
        caseIndex == 0 ? ofBase(leaf, wants) : ofCase(leaf, caseIndex, wants)
      }
    }
  }

  // MARK: what stands where

  private func key(_ leaf: Leaf, _ place: Int) -> String { "\(leaf.id) \(place)" }
  private func place(_ want: Want) -> Int { place(want.leaf, want.member, want.cell.period ?? 0) }
  private func place(_ leaf: Leaf, _ member: Int, _ period: Int) -> Int {
    leaf.axes.contains(0) ? member * model.timeline.count + period : member
  }

  /// The base as it will be.
  func newBase(_ leaf: Leaf, _ member: Int, _ period: Int) -> Double {
    let place = place(leaf, member, period)
    return base[key(leaf, place)] ?? leaf.cases[0][place]
  }

  func path(_ leaf: Leaf) -> String { model.definitions[leaf.definition].path }
  func isDate(_ leaf: Leaf) -> Bool { model.definitions[leaf.definition].type == .date }

  /// The names of a member on each of the leaf's dimensions.
  func names(_ leaf: Leaf, _ member: Int) -> [String] {
    var rest = member
    var result: [String] = []
    for axis in model.layout(leaf.axes).filter({ $0 != 0 }).reversed() {
      let members = model.axes[axis].members
      result.insert(members[rest % max(1, members.count)].name, at: 0)
      rest /= max(1, members.count)
    }
    return result
  }

  func index(_ names: [String]) -> String { names.isEmpty ? "" : "[" + names.joined(separator: ", ") + "]" }

  func shown(_ value: Double, _ leaf: Leaf) -> String {
    NumberNotation.text(value, in: leaf.unit, isDate: isDate(leaf))
  }

  // MARK: the base

  /// A value that stands once for all members, of which some are to differ.
  private func spread(_ leaf: Leaf, _ wants: [Want]) -> Proposal? {
    guard !leaf.axes.contains(0), !leaf.axes.isEmpty, leaf.role == .value || leaf.role == .level,
      let (tree, old) = places.value(path(leaf)), old.isSingleLiteral
    else { return nil }
    let axes = model.layout(leaf.axes)
    let members = model.count(axes)
    let numbers = (0..<members).map { newBase(leaf, $0, 0) }
    func text(_ number: Double) -> String? {
      NumberNotation.text(number, current: leaf.cases[0][0], replacing: old, in: tree)
    }
    var new: String?
    if Set(numbers).count == 1 {
      new = text(numbers[0])
    } else if axes.count == 1, members <= 24 {
      let parts = (0..<members).map { member in text(numbers[member]).map { names(leaf, member)[0] + ": " + $0 } }
      new = parts.contains(nil) ? nil : "[" + parts.compactMap { $0 }.joined(separator: ", ") + "]"
    }
    guard let new else { return .refused(wants, "it stands once in the text for all \(members) members") }
    return made(wants, [Diagnostic.Edit(old.span, new)], tree, old, new)
  }

  private func made(_ wants: [Want], _ edits: [Diagnostic.Edit], _ tree: SyntaxTree, _ old: Expression, _ new: String)
    -> Proposal
  {
    var guards: [Diagnostic.Edit] = []
    if let want = wants.first, want.caseIndex == 0 { guards = self.guards(want.leaf, wants) }
    return Proposal(wants: wants, edits: edits + guards, words: tree.source.text(old.span) + " -> " + new)
  }

  private func ofBase(_ leaf: Leaf, _ wants: [Want]) -> Proposal {
    guard let first = wants.first else { return .refused(wants, "nothing is wanted") }
    switch leaf.role {
    case .elapsed: return .refused(wants, "the text says from when it grows, not for how long it has grown")
    case .factor, .addend: return .refused(wants, "it is bound to a formula, to which only cases add")
    case .value, .level: break
    }
    if leaf.axes.contains(0) { return baseRow(leaf, wants) }
    if let edit = dataEdit(leaf, first) { return edit }
    let whole = path(leaf) + index(names(leaf, first.member))
    if let (tree, old) = places.value(whole) {
      guard old.isSingleLiteral else { return .refused(wants, "it is bound to `\(tree.source.text(old.span))`") }
      guard let new = NumberNotation.text(first.value, current: first.current, replacing: old, in: tree) else {
        return .refused(wants, "its text `\(tree.source.text(old.span))` has no place for the number")
      }
      return made(wants, [Diagnostic.Edit(old.span, new)], tree, old, new)
    }
    let parts = path(leaf).split(separator: ".").map(String.init)
    if parts.count == 2, leaf.axes.isEmpty {
      let new = shown(first.value, leaf)
      for (_, tree) in places.trees {
        guard let edit = bindingEdit(tree, instance: parts[0], input: parts[1], newText: new) else { continue }
        return Proposal(
          wants: wants, edits: [edit] + guards(leaf, wants),
          words: "\(shown(first.current, leaf)) (its default) -> \(new)")
      }
    }
    return .refused(wants, "its value does not stand in one place of a text beside the model")
  }

  /// The old values that cases state of what changes in the base, which would be stale else.
  func guards(_ leaf: Leaf, _ wants: [Want]) -> [Diagnostic.Edit] {
    var edits: [Diagnostic.Edit] = []
    let members = Set(wants.map(\.member))
    for written in places.cases {
      for change in places.changes(path(leaf), in: written) {
        guard case .set(let old?, _) = change.form else { continue }
        let period = change.from.flatMap(places.period) ?? change.index.compactMap(places.period).first ?? 0
        guard (0..<model.timeline.count).contains(period) else { continue }
        for member in members.sorted() {
          let names = names(leaf, member)
          let picked = change.index.compactMap { index -> String? in
            if case .path(let path) = index.form { path.text } else { nil }
          }
          guard picked.allSatisfy(names.contains), let literal = old.value(ofMember: names.first) else { continue }
          let place = place(leaf, member, period)
          let (now, new) = (leaf.cases[0][place], newBase(leaf, member, period))
          guard !now.isAlmost(new), now != 0 || leaf.role == .value,
            let text = guardText(leaf, now, new, literal, written.tree)
          else { continue }
          let edit = Diagnostic.Edit(literal.span, text)
          if !edits.contains(edit) { edits.append(edit) }
        }
      }
    }
    return edits
  }

  /// A growing input is stated as it has grown by then: it moves in proportion.
  private func guardText(_ leaf: Leaf, _ now: Double, _ new: Double, _ literal: Expression, _ tree: SyntaxTree)
    -> String?
  {
    guard leaf.role == .level, case .number(let number) = literal.form, now != 0 else {
      return NumberNotation.text(new, current: now, replacing: literal, in: tree)
    }
    return NumberNotation.text(number.value * new / now, current: number.value, replacing: literal, in: tree)
  }
}
