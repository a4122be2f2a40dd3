import MarginUnits
import Testing

@testable import MarginReports

@Suite("Charts of the page")
struct PageChartTests {
  /// The bars of a chart in their order, by their edges.
  private func bars(_ chart: PageChart) throws -> [(left: Double, top: Double, width: Double, height: Double)] {
    try Page(chart.markup.html).tags.filter { $0.name == "rect" && $0.attributes["x"] != "0" }.map { tag in
      let numbers = try ["x", "y", "width", "height"].map { try #require(Double(tag.attributes[$0] ?? "")) }
      return (numbers[0], numbers[1], numbers[2], numbers[3])
    }
  }

  private func periods(_ kind: PeriodChart.Kind, _ series: [[Double]]) -> PageChart {
    PeriodChart(
      kind: kind, title: "Cost", unit: .plain, labels: ["2026-01", "2026-02", "2026-03"],
      series: series.enumerated().map { .init(name: "s\($0)", values: $1) }
    ).chart
  }

  @Test("An axis begins and ends at round numbers that hold all others")
  func scale() {
    let share = PlotScale([0.03, 0.43], .percent, zero: .always, from: 0, to: 100)
    #expect(share.ticks.map(share.text) == ["0%", "10%", "20%", "30%", "40%", "50%"])
    #expect((share.place(0.25) - 50).magnitude < 1e-9)
    let large = PlotScale([-1_200_000, 2_600_000], .plain, zero: .always, from: 0, to: 100)
    #expect(large.ticks.map(large.text) == ["-2M", "-1M", "0", "1M", "2M", "3M"])
    let near = PlotScale([95, 99], .plain, zero: .near, from: 0, to: 100)
    #expect(near.ticks.first == 95 && near.ticks.last == 99)
    let far = PlotScale([50, 99], .plain, zero: .near, from: 0, to: 100)
    #expect(far.ticks.first == 0)
  }

  @Test("An axis is drawn whatever the numbers are")
  func oddNumbers() {
    for numbers in [[], [.nan], [0], [7], [-7], [1e-300, 2e-300], [1e300, -1e300], [.infinity, 1]] as [[Double]] {
      for zero in [PlotScale.Zero.always, .near, .free] {
        let scale = PlotScale(numbers, .plain, zero: zero, from: 0, to: 100)
        #expect(scale.ticks.count >= 2)
        for number in numbers where number.isFinite { #expect((-0.01...100.01).contains(scale.place(number))) }
      }
    }
  }

  @Test("Columns on each other are as long as their numbers, what is below zero below the axis")
  func stacked() throws {
    let bars = try bars(periods(.stacked, [[1, 3, 2], [2, -1, .nan]]))
    #expect(bars.count == 5)
    let unit = bars[0].height
    #expect((bars[1].height - 2 * unit).magnitude < 0.2)
    // The second stands on the first one.
    #expect((bars[1].top + bars[1].height - bars[0].top).magnitude < 0.2)
    let axis = bars[0].top + bars[0].height
    #expect((bars[3].top - axis).magnitude < 0.2)
    #expect((bars[2].height - 3 * unit).magnitude < 0.2)
  }

  @Test("A line has a gap where a number is undefined, and a lone number between gaps is a dot")
  func gaps() throws {
    func path(_ values: [Double]) throws -> String {
      let page = Page(periods(.line, [values]).markup.html)
      return try #require(page.tags.first { $0.name == "path" }?.attributes["d"])
    }
    #expect(try path([1, 2, 3]).count { $0 == "M" } == 1)
    #expect(try path([1, .nan, 3]).count { $0 == "M" } == 2)
    #expect(try path([1, .nan, 3]).count { $0 == "h" } == 2)
  }

  @Test("Each line has a dash of its own beside its colour")
  func dashes() {
    let page = Page(periods(.line, [[1, 2, 3], [2, 3, 4], [3, 4, 5]]).markup.html)
    let lines = page.tags.filter { $0.name == "path" }.prefix(3)
    #expect(Set(lines.map { $0.attributes["stroke-dasharray"] ?? "" }).count == 3)
    #expect(Set(lines.map { $0.attributes["stroke"] ?? "" }).count == 3)
  }

  @Test("The steps of a waterfall lead from its start to its end")
  func waterfall() throws {
    let steps = [("up", 60.0), ("down", -20)].map { BarChart.Step(label: $0.0, part: $0.1, words: "\($0.1)") }
    let made = BarChart.waterfall(
      title: "Cost", unit: .plain, start: ("Base", 100), steps: steps, end: ("In all", 140))
    let bars = try bars(try #require(made).chart)
    #expect(bars.count == 4)
    func right(_ place: Int) -> Double { bars[place].left + bars[place].width }
    #expect((right(0) - bars[1].left).magnitude < 0.2)
    #expect((right(1) - right(2)).magnitude < 0.2)
    #expect((bars[2].left - right(3)).magnitude < 0.2)
    #expect((bars[3].width / bars[0].width - 1.4).magnitude < 0.01)
  }

  @Test("Small steps between large numbers are drawn on an axis that says that it is cut")
  func cut() throws {
    let step = BarChart.Step(label: "up", part: 2, words: "+2")
    let made = BarChart.waterfall(title: "Cost", unit: .plain, start: ("Base", 100), steps: [step], end: ("All", 102))
    #expect(made?.note.contains("does not begin at 0") == true)
    let bars = try bars(try #require(made).chart)
    #expect(bars[1].width > 20 && bars[0].width > 5)
    #expect((bars[0].left + bars[0].width - bars[1].left).magnitude < 0.2)
    let none = BarChart.waterfall(title: "Cost", unit: .plain, start: ("Base", .nan), steps: [], end: ("All", 102))
    #expect(none == nil)
  }

  @Test("The columns of a histogram are as long as their counts, and the curve ends where all draws lie")
  func distribution() throws {
    let chart = DistributionChart(
      name: "Cost", unit: .plain, edges: [0, 10, 20, 30], counts: [10, 60, 30], below: 0, above: 0, base: 15)
    let bars = try bars(chart.histogram)
    #expect(bars.count == 3)
    #expect((bars[1].height / bars[0].height - 6).magnitude < 0.05)
    #expect(Set(bars.map { ($0.width * 10).rounded() }).count == 1)
    let page = Page(chart.curve.markup.html)
    let path = try #require(page.tags.first { $0.name == "path" }?.attributes["d"])
    let heights = path.split { $0 == "M" || $0 == "L" }.compactMap {
      $0.split(separator: " ").last.flatMap { Double($0) }
    }
    #expect(heights == heights.sorted(by: >) && heights.count == 4)
    #expect(page.words.contains("without chance"))
  }

  @Test("Long words of a bar take two lines at most, and what is cut says so")
  func lines() {
    #expect(BarChart.lines("Cost", to: 158) == ["Cost"])
    #expect(BarChart.lines("Support email: Accepted outcomes a request", to: 158).count == 2)
    let long = BarChart.lines(String(repeating: "word ", count: 40), to: 158)
    #expect(long.count == 2 && long[1].hasSuffix("…"))
    #expect(BarChart.lines(String(repeating: "w", count: 90), to: 158) == [String(repeating: "w", count: 24) + "…"])
  }
}
