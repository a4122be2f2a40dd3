import MarginSource
import MarginSyntax

/// The most members that a dimension may have.
private let memberLimit = 2000
/// What an index means by its place and not by its name.
private let placesInOrder: Set<String> = ["first", "last"]

/// What `dimension` statements declare: members by name, `1 to 40`, and parts of other dimensions.
extension Checker {
  func declareDimension(_ declaration: DimensionDeclaration) {
    let name = declaration.name
    guard axisByName[name.text] == nil, !["scenario", "owner"].contains(name.text) else {
      return duplicate(name, "a dimension of that name")
    }
    if let data = declaration.data { return declareDimension(declaration, from: data) }
    let members = declaration.bounds.map { numbered($0, name) } ?? named(declaration)
    axisByName[name.text] = axes.count
    var axis = Model.Axis(
      name: name.text, label: declaration.label?.value ?? title(of: name.text), members: members, maps: nil)
    axis.isNumbered = declaration.bounds != nil || declaration.members.contains { $0.name.text.first?.isNumber == true }
    if declaration.parent != nil { subsets.append((axes.count, declaration)) }
    axes.append(axis)
  }

  private func named(_ declaration: DimensionDeclaration) -> [(name: String, label: String)] {
    let name = declaration.name
    if declaration.members.isEmpty {
      error("D706", "this dimension has no members", name.span, "`dimension \(name.text) { small, large }`")
    }
    var seen: Set<String> = []
    for member in declaration.members {
      if !seen.insert(member.name.text).inserted { duplicate(member.name, "a member of that name") }
      // A part names the members of its whole, which have been refused there.
      if declaration.parent == nil { refusePlace(member.name) }
    }
    return declaration.members.map { ($0.name.text, $0.label?.value ?? title(of: $0.name.text)) }
  }

  /// `N406` for a member that an index could not pick: `x[first]` is a period.
  func refusePlace(_ name: Name) {
    guard placesInOrder.contains(name.text) else { return }
    error(
      "N406", "no member is called `\(name.text)`: in `x[\(name.text)]` the word means a place in the order", name.span,
      "the \(name.text) period or member, whatever its name",
      fixes: [.init("give it another name, such as `\(name.text)_one`; its label may say \"\(title(of: name.text))\"")])
  }

  /// The members of `1 to 40`, each named by its number.
  private func numbered(_ bounds: (low: NumberLiteral, high: NumberLiteral), _ name: Name) -> [(
    name: String, label: String
  )] {
    let span = bounds.low.span.union(bounds.high.span)
    let ends = [bounds.low, bounds.high].map { end in
      end.unit == nil && end.style == .plain ? exactInt(end.value) : nil
    }
    guard let low = ends[0], let high = ends[1], low <= high else {
      error(
        "D710", "an ordered dimension counts up in whole numbers", span, "such as `dimension \(name.text) 1 to 40`")
      return [("1", "1")]
    }
    guard high - low < memberLimit else {
      error("D711", "a dimension has at most \(memberLimit) members", span, "here \(high - low + 1)")
      return [("\(low)", "\(low)")]
    }
    return (low...high).map { ("\($0)", "\($0)") }
  }

  /// Finds the members of subsets in the dimensions that they are part of, once all dimensions are known.
  func declareSubsets() {
    for (axis, declaration) in subsets {
      guard let parent = declaration.parent else { continue }
      guard parent.text != "time" else {
        error("N405", "time has no parts", parent.span, "a year is `total(x, 2026)`, a period `x[2026-03]`")
        continue
      }
      guard let whole = axisByName[parent.text], whole != 0 else {
        unknownDimension(parent)
        continue
      }
      guard whole != axis, !wholes(of: whole).contains(axis) else {
        error(
          "N494", "`\(axes[axis].name)` is a part of itself", parent.span, "a part is smaller than its whole")
        continue
      }
      let names = axes[whole].members.map(\.name)
      var places: [Int] = []
      for (index, member) in axes[axis].members.enumerated() {
        let written = declaration.bounds == nil ? declaration.members[index].name : declaration.name
        guard let place = names.firstIndex(of: member.name) else {
          noMember(Name(member.name, written.span), of: whole, isWritten: declaration.bounds == nil)
          break
        }
        places.append(place)
        guard declaration.bounds == nil, declaration.members[index].label == nil else { continue }
        axes[axis].members[index].label = axes[whole].members[place].label
      }
      if places.count == axes[axis].members.count { axes[axis].part = (whole, places) }
    }
  }

  /// `N403`, with the member that is near.
  func noMember(_ name: Name, of axis: AxisID, isWritten: Bool = true) {
    guard !unreadNames.contains(name.text) else { return isSilenced = true }
    let names = axes[axis].members.map(\.name)
    let near = isWritten && !axes[axis].isNumbered ? likely(name.text, among: names) : nil
    error(
      "N403", "`\(name.text)` is no member of `\(axes[axis].name)`", name.span, "unknown member",
      notes: [("members", memberList(axis))],
      fixes: near.map { [.init("write `\($0)`", edits: [.init(name.span, $0)])] } ?? [])
  }

  /// The members of an axis as a message lists them.
  func memberList(_ axis: AxisID) -> String {
    let names = axes[axis].members.map(\.name)
    guard axes[axis].isNumbered, names.count > 3, let first = names.first, let last = names.last else {
      return memberList(names)
    }
    return "\(first) to \(last)"
  }

  /// Members that lack something, the first of many.
  func lackingList(_ names: [String]) -> String {
    guard names.count > 12 else { return names.joined(separator: ", ") }
    return names.prefix(10).joined(separator: ", ") + " and \(names.count - 10) more"
  }

  /// The dimensions that one is part of, the nearest first.
  func wholes(of axis: AxisID) -> [AxisID] {
    var found: [AxisID] = []
    var current = axis
    while let next = axes[current].part?.axis, !found.contains(next) {
      found.append(next)
      current = next
    }
    return found
  }

  /// For each member of a dimension its place in one that it is part of.
  private func places(of axis: AxisID, in whole: AxisID) -> [Int] {
    var places = Array(axes[axis].members.indices)
    var current = axis
    while current != whole, let part = axes[current].part {
      places = places.map { part.members[$0] }
      current = part.axis
    }
    return places
  }

  /// Values that meet in one formula. Where one varies over a dimension and another over a part of it, the first is read
  /// at the members of the part. Nil with a message where they vary over two parts of one dimension.
  func aligned(_ formulas: [Formula], _ span: Span) -> [Formula]? {
    guard !subsets.isEmpty else { return formulas }
    let all = union(formulas.map(\.axes))
    guard isAligned(all, span) else { return nil }
    return formulas.map { formula in
      var result = formula
      for axis in formula.axes {
        let parts = all.filter { wholes(of: $0).contains(axis) }
        guard let smallest = parts.max(by: { wholes(of: $0).count < wholes(of: $1).count }) else { continue }
        result = restricted(result, from: axis, to: smallest)
      }
      return result
    }
  }

  /// `N491` where a value would vary over two parts of one dimension.
  private func isAligned(_ all: [AxisID], _ span: Span) -> Bool {
    for (index, one) in all.enumerated() where axes[one].part != nil {
      for other in all[(index + 1)...] where axes[other].part != nil {
        let (these, those) = (wholes(of: one), wholes(of: other))
        guard !these.contains(other), !those.contains(one), let shared = these.first(where: those.contains) else {
          continue
        }
        error(
          "N491", "`\(axes[one].name)` and `\(axes[other].name)` are two parts of `\(axes[shared].name)`", span,
          "one value cannot vary over both",
          fixes: [.init("fold one of them first: `sum(x over \(axes[other].name))`")])
        return false
      }
    }
    return true
  }

  /// A value over a dimension at the members of a part of it.
  func restricted(_ value: Formula, from whole: AxisID, to part: AxisID) -> Formula {
    let source = asDefinition(value, words: program.sources.text(value.span))
    guard case .definition(let id) = source.form else { return value }
    let rest = source.axes.filter { $0 != whole }
    let members = places(of: part, in: whole).map { place in
      Formula(
        .element(id, picks: [.init(axis: whole, member: place)]), type: source.type, axes: rest, unit: source.unit,
        span: value.span)
    }
    let restricted = Formula(
      .byMember(part, members), type: source.type, axes: union([rest, [part]]), unit: source.unit, span: value.span)
    return helper(restricted, words: "\(program.sources.text(value.span)) by \(axes[part].name)")
  }

  /// The value so that it varies over a dimension, where it varies over that or over one that it is part of; else nil.
  func varying(_ value: Formula, over axis: AxisID) -> Formula? {
    if value.axes.contains(axis) { return value }
    guard let whole = wholes(of: axis).first(where: value.axes.contains) else { return nil }
    return restricted(value, from: whole, to: axis)
  }
}
