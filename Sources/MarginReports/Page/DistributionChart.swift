import MarginFunctions
import MarginUnits

/// How the draws of a result are spread: how often each number comes, and how often at most so much.
struct DistributionChart: Sendable {
  let name: String
  let unit: Unit
  /// In the unit.
  let edges: [Double]
  let counts: [Int]
  let below: Int
  let above: Int
  /// The number without chance.
  let base: Double

  private static let top = 22.0
  private static let bottom = 206.0
  private static let right = PageChart.width - 16

  private var draws: Double { Double(counts.reduce(below + above, +)) }

  /// Columns: the share of the draws in each bin.
  var histogram: PageChart {
    let shares = counts.map { Double($0) / max(1, draws) }
    let vertical = PlotScale(shares, Unit(style: .percent), zero: .always, from: Self.bottom, to: Self.top)
    let left = left(vertical)
    let across = across(left)
    let bars = shares.indices.map { bin in
      Drawing.bar(
        across.place(edges[bin]), vertical.place(0), across.place(edges[bin + 1]) - 0.6, vertical.place(shares[bin]),
        series: 0,
        hint: NumberText.value(edges[bin], unit) + " to " + NumberText.value(edges[bin + 1], unit) + ": "
          + NumberText.value(shares[bin], .percent))
    }
    let most = shares.indices.max { shares[$0] < shares[$1] }.map { bin in
      "most often between \(Figures.text(edges[bin], unit)) and \(Figures.text(edges[bin + 1], unit))"
    }
    return PageChart(
      title: "How often: " + name, words: "A histogram of the draws; " + (most ?? "there are none") + baseWords,
      height: Self.bottom + 26, marks: grid(vertical, across, left) + bars + baseLine(across))
  }

  /// A curve: the share of the draws that are at most so much.
  var curve: PageChart {
    let vertical = PlotScale([0, 1], Unit(style: .percent), zero: .always, from: Self.bottom, to: Self.top)
    let left = left(vertical)
    let across = across(left)
    var sum = Double(below)
    var points: [(x: Double, y: Double)?] = [
      edges.first.map { (across.place($0), vertical.place(sum / max(1, draws))) }
    ]
    for bin in counts.indices {
      sum += Double(counts[bin])
      points.append((across.place(edges[bin + 1]), vertical.place(sum / max(1, draws))))
    }
    return PageChart(
      title: "At most so much: " + name,
      words: "An S-curve: the share of the draws at or below each number, from "
        + Figures.text(edges.first ?? .nan, unit) + " to " + Figures.text(edges.last ?? .nan, unit) + baseWords,
      height: Self.bottom + 26,
      marks: grid(vertical, across, left) + [Drawing.path(points, series: 0)] + baseLine(across))
  }

  private var baseWords: String { base.isFinite ? "; without chance \(Figures.text(base, unit))." : "." }

  private func left(_ vertical: PlotScale) -> Double {
    (vertical.ticks.map { Double(vertical.text($0).count) * 6.6 }.max() ?? 0) + 10
  }

  private func across(_ left: Double) -> PlotScale {
    PlotScale(fitting: edges.first ?? 0, edges.last ?? 1, unit, from: left, to: Self.right)
  }

  private func grid(_ vertical: PlotScale, _ across: PlotScale, _ left: Double) -> [Markup] {
    let levels = vertical.ticks.flatMap { tick -> [Markup] in
      let y = vertical.place(tick)
      return [
        Drawing.line(left, y, Self.right, y, isAxis: tick == 0),
        Drawing.text(vertical.text(tick), left - 6, y + 4, .end),
      ]
    }
    return levels
      + across.ticks.map { tick in
        Drawing.text(across.text(tick), across.place(tick), Self.bottom + 18, .middle)
      }
  }

  private func baseLine(_ across: PlotScale) -> [Markup] {
    guard base.isFinite, let low = edges.first, let high = edges.last, base >= low, base <= high else { return [] }
    let x = across.place(base)
    let isLate = x > Self.right - 90
    return [
      Drawing.line(x, Self.top - 16, x, Self.bottom, isAxis: true),
      Drawing.text("without chance", isLate ? x - 5 : x + 5, Self.top - 8, isLate ? .end : .start),
    ]
  }
}
