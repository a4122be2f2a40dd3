/// Finds values that are written where they were in the period before, which is then no copy at the end of each period:
/// those that nobody looks back at once they are made anew.
struct PlanInPlace {
  /// By slot of a value, the slot of what it was before.
  private(set) var earlier: [Int: Int] = [:]

  /// The slots whose places are taken.
  private var givesUp: Set<Int> = []
  private let slots: [Slot]
  private let periods: Int
  private var writers: [Int: [Place]] = [:]
  private var readers: [Int: [Place]] = [:]
  /// What is read at the end.
  private var asked: Set<Int> = []

  private struct Place {
    let list: Int
    let item: Int
  }

  /// Takes the copies out of the lists, which hold their endings, that need not be made.
  init(_ lists: inout [[Item]], _ slots: [Slot], periods: Int, outputs: [[Operand]]) {
    self.slots = slots
    self.periods = periods
    for (list, items) in lists.enumerated() {
      for (index, item) in items.enumerated() {
        for slot in item.destinations { writers[slot, default: []].append(Place(list: list, item: index)) }
        for case .lanes(let slot) in item.operands { readers[slot, default: []].append(Place(list: list, item: index)) }
      }
    }
    for case .lanes(let slot) in outputs.joined() { asked.insert(slot) }
    for list in lists.indices {
      var dropped: Set<Int> = []
      for index in lists[list].indices where isNeedless(Place(list: list, item: index), lists) { dropped.insert(index) }
      lists[list] = lists[list].enumerated().filter { !dropped.contains($0.offset) }.map(\.element)
    }
  }

  private mutating func isNeedless(_ place: Place, _ lists: [[Item]]) -> Bool {
    guard case .operation(let copy) = lists[place.list][place.item], copy.code == .copy,
      case .lanes(let value) = copy.a, earlier[value] == nil, earlier[copy.destination] == nil,
      !givesUp.contains(value), !asked.contains(copy.destination),
      [value, copy.destination].allSatisfy({ slots[$0].list == place.list && !slots[$0].keepsPeriods }),
      let made = writers[value]?.first, writers[value]?.count == 1, made.list == place.list, made.item < place.item,
      case .operation(let operation) = lists[made.list][made.item], operation.periods == 0..<Int.max,
      ![.growBySum, .growByProduct].contains(operation.code)
    else { return false }
    // What starts it stands before, and whoever reads it does so before it is made anew.
    let isStarted = (writers[copy.destination] ?? []).allSatisfy { writer in
      writer.list == place.list && (writer.item < made.item || writer.item == place.item)
    }
    let isRead = (readers[copy.destination] ?? []).allSatisfy { $0.list == place.list && $0.item <= made.item }
    guard isStarted, isRead, copy.periods.lowerBound == 0, copy.periods.upperBound >= periods - 1 else { return false }
    earlier[value] = copy.destination
    givesUp.insert(copy.destination)
    return true
  }
}
