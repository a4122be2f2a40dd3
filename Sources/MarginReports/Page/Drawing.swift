/// What a chart is drawn of. Every mark carries its colour for a light page, and a class by which a dark page gives it
/// another one.
enum Drawing {
  enum Anchor: String { case start, middle, end }

  static func text(
    _ text: String, _ x: Double, _ y: Double, _ anchor: Anchor = .start, isQuiet: Bool = true, isBold: Bool = false
  ) -> Markup {
    let color = isQuiet ? PageColors.light.quiet : PageColors.light.ink
    return .element(
      "text",
      [
        "x": placeText(x), "y": placeText(y), "class": isQuiet ? "q" : "t", "fill": PageColors.text(color),
        "text-anchor": anchor.rawValue, "font-size": "12",
      ] + (isBold ? ["font-weight": "bold"] : [:]), text)
  }

  static func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, isAxis: Bool = false) -> Markup {
    let color = isAxis ? PageColors.light.quiet : PageColors.light.line
    return .empty(
      "line",
      [
        "x1": placeText(x1), "y1": placeText(y1), "x2": placeText(x2), "y2": placeText(y2),
        "class": isAxis ? "axis" : "grid", "stroke": PageColors.text(color), "stroke-width": "1",
      ])
  }

  /// A bar between two corners in the colour of a series; `hint` is shown where the pointer rests.
  static func bar(
    _ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, series: Int, hint: String = "", opacity: String = "1"
  ) -> Markup {
    let place = series % PageColors.light.series.count
    let attributes: Attributes = [
      "x": placeText(min(x1, x2)), "y": placeText(min(y1, y2)), "width": placeText((x2 - x1).magnitude),
      "height": placeText((y2 - y1).magnitude), "class": "f\(place)",
      "fill": PageColors.text(PageColors.light.series[place]),
    ]
    let all = attributes + (opacity == "1" ? [:] : ["fill-opacity": opacity])
    return hint.isEmpty ? .empty("rect", all) : .element("rect", all, [.element("title", [:], hint)])
  }

  /// A line through points; a nil point is a gap.
  static func path(_ points: [(x: Double, y: Double)?], series: Int, hint: String = "") -> Markup {
    var data = ""
    var isOpen = false
    for (place, point) in points.enumerated() {
      guard let point else {
        isOpen = false
        continue
      }
      // A point between two gaps is a dot.
      let isLast = place + 1 >= points.count || points[place + 1] == nil
      data += (isOpen ? "L" : "M") + placeText(point.x) + " " + placeText(point.y)
      if !isOpen, isLast { data += "h0.1" }
      isOpen = true
    }
    let place = series % PageColors.light.series.count
    var attributes: Attributes = [
      "d": data, "class": "l\(place)", "fill": "none",
      "stroke": PageColors.text(PageColors.light.series[place]), "stroke-width": "2.2",
      "stroke-linejoin": "round", "stroke-linecap": "round",
    ]
    if let dashes = dashes(series) { attributes += ["stroke-dasharray": dashes] }
    return hint.isEmpty ? .empty("path", attributes) : .element("path", attributes, [.element("title", [:], hint)])
  }

  /// The area between a line and a level.
  static func area(_ points: [(x: Double, y: Double)], to level: Double, series: Int) -> Markup {
    guard let first = points.first, let last = points.last else { return .none }
    let place = series % PageColors.light.series.count
    let line = points.map { "L" + placeText($0.x) + " " + placeText($0.y) }.joined()
    let data =
      "M" + placeText(first.x) + " " + placeText(level) + line + "L" + placeText(last.x) + " "
      + placeText(level) + "Z"
    return .empty(
      "path",
      [
        "d": data, "class": "f\(place)", "fill": PageColors.text(PageColors.light.series[place]),
        "fill-opacity": "0.3",
      ])
  }

  /// Lines are told apart by their dashes too, and not by their colours alone.
  static func dashes(_ series: Int) -> String? { [nil, "7 4", "2 4", "9 4 2 4", "5 2"][series % 5] }
}

/// A chart: its drawing with a title and words for those who do not see it, the key of its series, and its numbers.
struct PageChart: Sendable {
  var title: String
  /// What a reader of the drawing would see.
  var words: String
  var height: Double
  var marks: [Markup]
  /// What the colours stand for; none for a single series.
  var key: [(name: String, isLine: Bool)] = []
  var note = ""
  var numbers: PageTable?

  static let width = 480.0

  var markup: Markup {
    let drawing = Markup.element(
      "svg",
      [
        "viewBox": "0 0 \(placeText(Self.width)) \(placeText(height))", "width": placeText(Self.width),
        "height": placeText(height), "role": "img", "aria-label": title + ". " + words,
      ], [.element("title", [:], title), .element("desc", [:], words)] + marks)
    var parts = [Markup.element("figcaption", [:], title), drawing]
    if key.count > 1 {
      parts.append(
        .element("p", ["class": "key quiet"], key.enumerated().flatMap { [entry($0, $1.name, $1.isLine), .text(" ")] }))
    }
    if !note.isEmpty { parts.append(.element("p", ["class": "small"], note)) }
    if let numbers {
      parts.append(
        .element("details", ["class": "quiet"], [.element("summary", [:], "The numbers"), numbers.markup]))
    }
    return .element("figure", [:], parts)
  }

  private func entry(_ place: Int, _ name: String, _ isLine: Bool) -> Markup {
    let mark =
      isLine
      ? Drawing.path([(1, 5), (21, 5)], series: place) : Drawing.bar(0, 0, 14, 10, series: place)
    let sample = Markup.element(
      "svg",
      [
        "viewBox": isLine ? "0 0 22 10" : "0 0 14 10", "width": isLine ? "22" : "14", "height": "10",
        "aria-hidden": "true",
      ],
      [mark])
    return .element("span", [:], [sample, .text(name)])
  }
}
