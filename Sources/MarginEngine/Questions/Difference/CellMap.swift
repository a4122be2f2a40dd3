import MarginModel

/// Finds the cells of one model in another by the names of members and periods.
struct CellMap {
  private let source: Model
  private let target: Model
  private let isOneModel: Bool

  init(from source: Model, to target: Model, isOneModel: Bool) {
    (self.source, self.target, self.isOneModel) = (source, target, isOneModel)
  }

  /// The numbers of a source as cells over other axes of the target: nil at a cell that the source does not have. No
  /// numbers at all where the source varies along an axis that the target lacks.
  func carried(_ numbers: [Double], over sourceAxes: [AxisID], onto targetAxes: [AxisID]) -> [Double?]? {
    if isOneModel, sourceAxes == targetAxes { return numbers }
    let (from, to) = (source.layout(sourceAxes), target.layout(targetAxes))
    let sizes = from.map { source.axes[$0].members.count }
    guard numbers.count == sizes.reduce(1, *) else { return nil }
    let strides = sizes.indices.map { sizes[($0 + 1)...].reduce(1, *) }
    // By axis of the target, where the source has it, and there by member the member of the source.
    var members: [(stride: Int, places: [Int?])] = []
    for axis in to {
      let place = from.firstIndex { source.axes[$0].name == target.axes[axis].name }
      let names = Self.names(target, axis)
      guard let place else {
        members.append((0, names.map { _ in 0 }))
        continue
      }
      let known = Dictionary(
        zip(Self.names(source, from[place]), 0...), uniquingKeysWith: { first, _ in first })
      members.append((strides[place], names.map { known[$0] }))
    }
    let lost = from.indices.filter { place in
      !to.contains { target.axes[$0].name == source.axes[from[place]].name }
    }
    guard isConstant(numbers, along: lost, sizes, strides) else { return nil }
    let count = target.count(to)
    return (0..<count).map { cell in
      var (rest, index) = (cell, 0)
      for axis in members.reversed() {
        guard let place = axis.places[rest % axis.places.count] else { return nil }
        index += place * axis.stride
        rest /= axis.places.count
      }
      return numbers[index]
    }
  }

  private func isConstant(_ numbers: [Double], along axes: [Int], _ sizes: [Int], _ strides: [Int]) -> Bool {
    axes.allSatisfy { axis in
      numbers.indices.allSatisfy { cell in
        let first = cell - cell / strides[axis] % sizes[axis] * strides[axis]
        return numbers[cell] == numbers[first] || numbers[cell].isNaN && numbers[first].isNaN
      }
    }
  }

  /// What members are known by: their names, and of time their first days with the length of a period.
  private static func names(_ model: Model, _ axis: AxisID) -> [String] {
    guard axis == 0 else { return model.axes[axis].members.map(\.name) }
    return model.timeline.labels.map { model.timeline.unitText + " " + $0 }
  }
}
