import MarginEngine
import MarginModel
import Testing

@testable import MarginReports

@Suite("The page")
struct PageTests {
  /// What a page is made of: nothing that loads, runs or leads away.
  private static let elements: Set<String> = [
    "html", "head", "meta", "title", "style", "body", "header", "nav", "main", "section", "footer", "div", "h1", "h2",
    "h3", "p", "a", "span", "b", "br", "code", "pre", "ul", "li", "dl", "dt", "dd", "table", "caption", "thead",
    "tbody",
    "tr", "th", "td", "figure", "figcaption", "details", "summary", "svg", "desc", "text", "line", "rect", "path",
  ]
  private static let attributes: Set<String> = [
    "lang", "charset", "name", "content", "http-equiv", "class", "id", "href", "scope", "role", "aria-label",
    "aria-labelledby", "aria-hidden", "viewBox", "width", "height", "x", "y", "x1", "x2", "y1", "y2", "d", "fill",
    "fill-opacity", "stroke", "stroke-width", "stroke-linejoin", "stroke-linecap", "stroke-dasharray", "text-anchor",
    "font-size", "font-weight",
  ]

  @Test("Nothing in a page runs, loads or leads out of it, and all that is opened is closed", arguments: Book.names)
  func closed(name: String) throws {
    let page = try Page(Book.named(name))
    #expect(page.faults == [])
    for tag in page.tags {
      #expect(Self.elements.contains(tag.name), "\(tag.name)")
      for (attribute, value) in tag.attributes {
        #expect(Self.attributes.contains(attribute), "\(attribute)")
        if attribute == "href" { #expect(page.ids.contains(String(value.dropFirst())) && value.hasPrefix("#")) }
      }
    }
    #expect(!page.styles.contains("url(") && !page.styles.contains("@import"))
    #expect(Set(page.ids).count == page.ids.count)
  }

  @Test("The same model gives the same bytes")
  func deterministic() throws {
    #expect(try Page(Book.named("choices")).text == Page(try #require(Book.make("choices"))).text)
  }

  @Test("Every chart has a title, words for those who do not see it, and a name", arguments: Book.names)
  func charts(name: String) throws {
    let page = try Page(Book.named(name))
    for (place, tag) in page.tags.enumerated() where tag.name == "svg" && tag.attributes["role"] == "img" {
      #expect(page.tags[place + 1].name == "title" && page.tags[place + 2].name == "desc")
      #expect(tag.attributes["aria-label"]?.isEmpty == false)
    }
    let book = try Book.named(name)
    #expect(page.tags.count { $0.name == "figure" } >= min(1, book.model.charts.count))
  }

  @Test("Every table has heads for its columns or its rows")
  func tables() throws {
    let page = try Page(Book.named("support-email"))
    let tables = page.tags.count { $0.name == "table" }
    let scopes = Set(page.tags.compactMap { $0.attributes["scope"] })
    #expect(tables > 10)
    #expect(scopes == ["col", "row"])
  }

  @Test("The page says what the terminal says: every line of the reports, every check and every band")
  func figures() throws {
    let book = try Book.named("support-email")
    let page = Page(book)
    let figures = Figures(model: book.model, results: book.results[0], caseName: "base", asked: [])
    for line in book.model.reports.flatMap(\.items).flatMap({ figures.lines($0) }) {
      #expect(page.words.contains(line.label) && page.words.contains(line.value), "\(line.label)")
    }
    for check in figures.checks { #expect(page.words.contains(check.label) && page.words.contains("passed")) }
    for band in figures.bands { #expect(page.words.contains(band.label) && page.words.contains(band.level ?? "")) }
  }

  @Test("It says the case, the day, the model's digest and the program's version")
  func origin() throws {
    let page = try Page(Book.named("support-email"))
    for words in ["Case: Base", "As of 2026-01-31", "0123456789abcdef", "Margin 0", "models/test.margin"] {
      #expect(page.words.contains(words), "\(words)")
    }
  }

  @Test(
    "In another case a figure stands beside the base's, and an assumption that the case changes beside its old value")
  func otherCase() throws {
    let book = try Book.named("support-email")
    let index = try #require(book.model.cases.firstIndex { $0.name == "ten_x" })
    let page = Page(book, caseIndex: index)
    #expect(page.words.contains("Case: Ten times the traffic"))
    #expect(page.words.contains("base 35,386,794 (+904.6%)"))
    #expect(page.words.contains("1,200,000 to 4,583,"))
  }

  @Test("What fails is told by a word and a colour, and an old source by both")
  func states() throws {
    let page = try Page(
      Book.text(
        """
        model "States" { currency USD; timeline 2026-01 for 3 months }
        input fee = $2/month { source "list" 2020-01-01 }
        input fresh = $2/month { source "list" 2026-01-01 }
        input grown = $2/month growing 1%/month ~ 0%/month to 2%/month
        flow  cost [USD] = fee + fresh
        check "Nothing costs" : total(cost) < $1
        band "Cost" total(cost) { fine < $1; poor < $5; bad otherwise }
        """))
    #expect(page.text.contains("<span class=\"badge bad\">failed</span>"))
    #expect(page.text.contains("<span class=\"badge bad\">1 of 1 check does not hold</span>"))
    #expect(page.text.contains("<span class=\"badge bad\">bad</span>"))
    #expect(page.text.ranges(of: "<span class=\"badge warn\">stale</span>").count == 1)
    #expect(page.words.contains("2222 days old"))
    #expect(page.words.contains("= $2/month growing 1%/month"))
    #expect(!page.words.contains("growing 1%/month ~"))
  }

  @Test("Words stand out from their ground by 4.5 to 1, and lines of charts by 3 to 1, in the light and in the dark")
  func contrast() {
    for colors in [PageColors.light, .dark] {
      let words = [
        (colors.ink, colors.ground), (colors.ink, colors.card), (colors.quiet, colors.ground),
        (colors.quiet, colors.card),
        (colors.link, colors.ground), (colors.good, colors.goodGround), (colors.warning, colors.warningGround),
        (colors.bad, colors.badGround),
      ]
      for (color, ground) in words + colors.shades.map({ (colors.ink, $0) }) {
        #expect(contrast(color, ground) >= 4.5, "\(PageColors.text(color)) on \(PageColors.text(ground))")
      }
      for color in colors.series { #expect(contrast(color, colors.ground) >= 3, "\(PageColors.text(color))") }
    }
    #expect((contrast(0x000000, 0xFFFFFF) - 21).magnitude < 1e-9)
  }

  /// After WCAG 2.2: the ratio of the relative luminances.
  private func contrast(_ first: Int, _ second: Int) -> Double {
    func luminance(_ color: Int) -> Double {
      func part(_ shift: Int) -> Double {
        let share = Double((color >> shift) & 0xFF) / 255
        return share <= 0.04045 ? share / 12.92 : powered((share + 0.055) / 1.055)
      }
      return 0.2126 * part(16) + 0.7152 * part(8) + 0.0722 * part(0)
    }
    let (light, dark) = (max(luminance(first), luminance(second)), min(luminance(first), luminance(second)))
    return (light + 0.05) / (dark + 0.05)
  }
}
