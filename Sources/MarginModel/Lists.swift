/// Many short lists of numbers, kept as one: a list for each would be as many pieces of memory. So stand the edges of a
/// graph, by node, and its components.
struct Lists: RandomAccessCollection {
  private var numbers: [Int] = []
  private var ends: [Int] = []

  init() {}

  /// So many lists; `add` puts the numbers of one behind those before it, and changes none of these.
  init(count: Int, _ add: (_ list: Int, _ numbers: inout [Int]) -> Void) {
    ends.reserveCapacity(count)
    numbers.reserveCapacity(2 * count)
    for list in 0..<count {
      add(list, &numbers)
      endList()
    }
  }

  var startIndex: Int { 0 }
  var endIndex: Int { ends.count }
  subscript(list: Int) -> ArraySlice<Int> { numbers[places(of: list)] }

  /// Where the numbers of a list stand among all.
  func places(of list: Int) -> Range<Int> { (list == 0 ? 0 : ends[list - 1])..<ends[list] }

  func number(at place: Int) -> Int { numbers[place] }

  /// Adds a number to the list that is being made.
  mutating func append(_ number: Int) { numbers.append(number) }

  /// Ends the list that is being made, its numbers turned round.
  mutating func endListReversed() {
    let start = ends.last ?? 0
    numbers[start...].reverse()
    endList()
  }

  private mutating func endList() { ends.append(numbers.count) }
}
