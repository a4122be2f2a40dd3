import MarginSource
import MarginSyntax
import MarginUnits

extension ModelFunction {
  static let interpolate = ModelFunction(
    "interpolate", forms: ["interpolate(x, table)", "interpolate(x, table.at, table.value)"], group: .tables,
    summary: "The value of a curve at a point, straight between the points of a table.",
    notes: """
      y0 + (y1 - y0) * (x - x0) / (x1 - x0) between the points on either side. A table with two columns is taken whole: the points
      stand in the first, ascending, the values in the second. Outside the points it is undefined, since a curve that was measured
      up to a load says nothing of a higher one; `clamp` the first argument to hold the ends.
      """,
    example: """
      dimension load_point { idle, half, full }
      table latency by load_point {
                load [requests/s]   wait [s]
        idle    0                   0.8
        half    10                  1.2
        full    20                  2.8
      }
      input load = 15 requests/s
      calc  wait = interpolate(load, latency)
      calc  held = interpolate(clamp(25 requests/s, 0 requests/s, 20 requests/s), latency.load, latency.wait)
      test "halfway from 1.2 to 2.8, and the end" {
        expect wait = 2 s
        expect held = 2.8 s
      }
      """,
    excel: "rows for the point before, INDEX into the points and values, and the line between them",
    lower: { $0.lowerInterpolate($1, $2, $3, $4) })
}

extension Checker {
  func lowerInterpolate(_ name: Name, _ arguments: [Expression.Argument], _ span: Span, _ context: Context) -> Formula?
  {
    guard expect(name, arguments, 2...3, "interpolate(x, table) or interpolate(x, points, values)") else { return nil }
    guard let value = number(lower(arguments[0].value, context)), let curve = curve(arguments, context) else {
      return nil
    }
    let (points, values) = curve
    guard isZero(value) || value.type == points.type else {
      unitMismatch("the points have another unit than what is looked up", points, value.unit, points.span, left: value)
      return nil
    }
    let dimensions = points.axes.filter { $0 != 0 }
    guard dimensions.count == 1, let axis = dimensions.first, values.axes.contains(axis) else {
      error(
        "D736", "the points and values of a curve stand over one dimension", points.span, "such as a table's columns",
        secondary: [.init(values.span, "the values")])
      return nil
    }
    guard !value.axes.contains(axis) else {
      error(
        "D740", "what is looked up varies over the curve's own dimension", value.span,
        "each member of `\(axes[axis].name)` is a point of the curve", secondary: [.init(points.span, "the points")])
      return nil
    }
    guard ascend(points, axis), case .definition(let ys) = asDefinition(values, words: "Values").form,
      case .definition(let xs) = asDefinition(points, words: "Points").form
    else { return nil }
    return line(asDefinition(value, words: "Point looked up"), xs, ys, axis, span)
  }

  /// The columns of points and values: a table of two, or two named ones.
  private func curve(_ arguments: [Expression.Argument], _ context: Context) -> (Formula, Formula)? {
    if arguments.count == 3 {
      let points = number(lower(arguments[1].value, context))
      let values = number(lower(arguments[2].value, context))
      guard let points, let values else { return nil }
      return (points, values)
    }
    let span = arguments[1].value.span
    guard case .path(let path) = arguments[1].value.form, let table = resolve(path, context.scope),
      let fields = records[table]
    else {
      guard number(lower(arguments[1].value, context)) != nil else { return nil }
      error("D736", "a table is needed here, or its points and its values", span, "this is one value")
      return nil
    }
    let columns = fields.compactMap { draftByPath[table + "." + $0] }.map { reference($0, span) }
    guard fields.count == 2, columns.count == 2 else {
      let pair = fields.prefix(2).map { path.text + "." + $0 }.joined(separator: ", ")
      error(
        "D736", "`\(path.text)` has \(fields.count) columns", span, "which are the points, which the values?",
        fixes: fields.count > 2 ? [.init("name two: `\(pair)`", edits: [.init(span, pair)])] : [])
      return nil
    }
    guard let points = number(columns[0]), let values = number(columns[1]) else { return nil }
    return (points, values)
  }

  /// `D737`: written points ascend, and there are two of them.
  private func ascend(_ points: Formula, _ axis: AxisID) -> Bool {
    let members = axes[axis].members
    guard members.count > 1 else {
      error("D737", "a curve has at least two points", points.span, "here one")
      return false
    }
    guard case .definition(let id) = points.form, case .leaf(let leaf)? = definitions[id]?.body else { return true }
    let stride = leaves[leaf].values.count / members.count
    for place in members.indices.dropFirst() {
      let (before, own) = (leaves[leaf].values[(place - 1) * stride], leaves[leaf].values[place * stride])
      guard own <= before else { continue }
      error(
        "D737", "the points of a curve ascend", points.span,
        "`\(members[place].name)` is not above `\(members[place - 1].name)`",
        secondary: definitions[id].map { [.init($0.span, "the points")] } ?? [],
        fixes: [.init("order the members of `\(axes[axis].name)` by their points")])
      return false
    }
    return true
  }

  /// The straight line between the two points around a value.
  private func line(_ value: Formula, _ xs: Int, _ ys: Int, _ axis: AxisID, _ span: Span) -> Formula? {
    guard let points = reading(xs, span), let place = placeBefore(value, points, xs, axis, span) else { return nil }
    guard let next = sum([(false, place), (false, plain(1, span))], span) else { return nil }
    func at(_ id: Int, _ place: Formula) -> Formula? {
      guard let definition = definitions[id] else { return nil }
      return Formula(
        .chosen(id, over: axis, place: place), type: definition.type,
        axes: union([definition.axes.filter { $0 != axis }, place.axes]), unit: definition.unit, span: span)
    }
    guard let x0 = at(xs, place), let x1 = at(xs, next), let y0 = at(ys, place), let y1 = at(ys, next) else {
      return nil
    }
    let left = helper(x0, words: "Point before")
    let low = helper(y0, words: "Value at the point before")
    guard let along = sum([(false, value), (true, left)], span), let width = sum([(false, x1), (true, left)], span),
      let rise = sum([(false, y1), (true, low)], span)
    else { return nil }
    let steep = product(
      [(false, helper(rise, words: "Rise to the next point")), (false, along), (true, helper(width, words: "Width"))],
      span)
    let typed = Formula(steep.form, type: low.type, axes: steep.axes, unit: low.unit, span: span)
    return sum([(false, low), (false, typed)], span)
  }

  private func reading(_ id: Int, _ span: Span) -> Formula? {
    definitions[id].map {
      Formula(.definition(id), type: $0.type, axes: $0.axes, unit: $0.unit, span: span)
    }
  }

  /// The place of the last point that is not above a value, but one for the last of all; 0 outside the points and where
  /// these do not ascend.
  private func placeBefore(_ value: Formula, _ points: Formula, _ xs: Int, _ axis: AxisID, _ span: Span) -> Formula? {
    let count = axes[axis].members.count
    func point(_ member: Int) -> Formula {
      Formula(
        .element(xs, picks: [.init(axis: axis, member: member)]), type: points.type,
        axes: points.axes.filter { $0 != axis }, unit: points.unit, span: span)
    }
    let rising = (0..<count).compactMap { member -> Formula? in
      guard member > 0 else { return plain(1, span) }
      guard let rises = comparison(.greater, point(member), point(member - 1), span) else { return nil }
      return conditional(rises, plain(1, span), plain(0, span), span)
    }
    let ascends = helper(
      Formula(
        .byMember(axis, rising), type: .quantity(.plain), axes: union([[axis], points.axes]), unit: .plain, span: span),
      words: "1 where the points ascend")
    guard let isReached = comparison(.atMost, points, value, span),
      let reached = conditional(isReached, plain(1, span), plain(0, span), span),
      let isAbove = comparison(.atLeast, value, point(0), span),
      let isBelow = comparison(.atMost, value, point(count - 1), span),
      let isAscending = comparison(
        .equal, helper(folded(.min, ascends, over: axis, onto: nil, span), words: "Points ascend"), plain(1, span), span
      )
    else { return nil }
    let before = helper(
      folded(.sum, helper(reached, words: "1 where the point is reached"), over: axis, onto: nil, span),
      words: "Points reached")
    guard let isLast = comparison(.atLeast, before, plain(Double(count), span), span),
      let capped = conditional(isLast, plain(Double(count - 1), span), before, span)
    else { return nil }
    let inside = Formula(
      .and([isAbove, isBelow, isAscending]), type: .truth,
      axes: union([isAbove.axes, isBelow.axes, isAscending.axes]), unit: .plain, span: span)
    guard let place = conditional(inside, helper(capped, words: "Place of the point before"), plain(0, span), span)
    else { return nil }
    return helper(place, words: "Place, 0 outside the points")
  }
}
