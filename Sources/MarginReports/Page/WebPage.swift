import MarginEngine
import MarginModel
import MarginUnits

/// A model with its results as one page of HTML that holds all it needs: no script, no font and no picture from
/// elsewhere. It is read on a screen, in a mail and on paper, and the same model gives the same bytes.
package struct WebPage: Sendable {
  let figures: Figures
  let cases: [Results]
  let info: BookInfo
  let simulations: [SimulationOutcome]

  /// `figures` are of the case at hand, `cases` holds one entry for each case in the model's order, and `simulations`
  /// are the answers to the model's simulations, in their order.
  package init(_ figures: Figures, cases: [Results], info: BookInfo, simulations: [SimulationOutcome]) {
    self.figures = figures
    self.cases = cases
    self.info = info
    self.simulations = simulations
  }

  var model: Model { figures.model }
  var caseIndex: Int { figures.results.caseIndex }

  /// Cases as people choose them: those of the text, and what the command line sets on top.
  var shownCases: [Int] { model.cases.indices.filter { !model.cases[$0].isStep } }

  func caseLabel(_ index: Int) -> String {
    index == model.settingsCase ? figures.caseLabel : model.cases[index].label
  }

  /// `24 months from 2026-01`
  var span: String {
    guard model.timeline.isDeclared else { return "one month" }
    return "\(model.timeline.count) \(model.timeline.unitText) from \(model.timeline.label(0))"
  }

  /// A part of the page with a place in its contents.
  struct Part {
    let place: String
    let title: String
    let content: [Markup]
  }

  /// The page.
  package var html: String {
    let parts = [
      Part(place: "results", title: "Results", content: reports),
      Part(place: "charts", title: "Charts", content: charts),
      Part(place: "decisions", title: "Decisions", content: decisions),
      Part(place: "cases", title: "Cases", content: caseTable),
      Part(place: "analyses", title: "Analyses", content: analyses),
      Part(place: "checks", title: "Checks", content: checks),
      Part(place: "assumptions", title: "Assumptions", content: assumptions),
      Part(place: "changes", title: "What each case changes", content: changes),
    ].filter { !$0.content.isEmpty }
    // The blanks between them are where the line may break.
    let links = parts.flatMap { part in
      [Markup.element("a", ["href": "#" + part.place], part.title), .text(" ")]
    }
    let sections = parts.map { part in
      Markup.element(
        "section", ["aria-labelledby": part.place],
        [.element("h2", ["id": part.place], part.title)] + part.content)
    }
    let content = [
      header, .element("nav", ["aria-label": "Contents"], links), .element("main", [:], sections), footer,
    ]
    let body = Markup.element("body", [:], [.element("div", ["class": "page"], content)])
    return Markup.documentType.html + Markup.element("html", ["lang": "en"], [head, body]).html
  }

  private var head: Markup {
    // Whatever a page may hold by a mistake, nothing is loaded and nothing runs.
    let policy = "default-src 'none'; style-src 'unsafe-inline'"
    let metas: [Attributes] = [
      ["charset": "utf-8"],
      ["http-equiv": "Content-Security-Policy", "content": policy],
      ["name": "viewport", "content": "width=device-width, initial-scale=1"],
      ["name": "color-scheme", "content": "light dark"],
      ["name": "generator", "content": "Margin " + info.toolVersion],
    ]
    let title = Markup.element("title", [:], model.title + ", " + caseLabel(caseIndex))
    return .element("head", [:], metas.map { .empty("meta", $0) } + [title] + Markup.styles)
  }

  private var footer: Markup {
    .element(
      "footer", ["class": "quiet"],
      [
        .element("p", [:], "Made with Margin \(info.toolVersion) from \(info.modelFile)."),
        .element("p", [:], [.text("Digest of the model (SHA-256): "), .element("code", [:], info.digest)]),
        .element(
          "p", [:],
          "n/a is a value that is not defined, such as a cost per outcome without outcomes; what depends on it is n/a "
            + "too. A flow's year is its sum, a stock's its closing value, a ratio's the same formula on the year's sums."
        ),
      ])
  }
}
