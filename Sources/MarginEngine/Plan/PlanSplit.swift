/// Separates what the constants of an outer loop reach from what they do not, so that the latter runs once for all of
/// them.
extension PlanBuilder {
  /// The blocks of both, in order. A loop keeps what the other one reads of it for every period.
  func split() -> (fixed: [Block], rest: [Block]) {
    let isReached = slotsReached()
    var (fixed, rest): ([Block], [Block]) = ([], [])
    for block in blocks {
      let (own, ends) = (lists[block.list], endings[block.list])
      let isFixed = { (item: Item) in !self.reaches(item, isReached) }
      let (fixedList, restList) = (addList(), addList())
      lists[fixedList] = own.filter(isFixed)
      lists[restList] = own.filter { !isFixed($0) }
      endings[fixedList] = ends.filter(isFixed)
      endings[restList] = ends.filter { !isFixed($0) }
      lists[block.list] = []
      endings[block.list] = []
      for slot in slots.indices where slots[slot].list == block.list {
        slots[slot].list = isReached[slot] ? restList : fixedList
      }
      if block.isLoop { keepWhatIsRead(of: fixedList, by: restList) }
      fixed.append(Block(list: fixedList, isLoop: block.isLoop))
      rest.append(Block(list: restList, isLoop: block.isLoop))
    }
    return (fixed, rest)
  }

  private func keepWhatIsRead(of fixedList: Int, by restList: Int) {
    var kept: [Int: Int] = [:]
    func replaced(_ operand: Operand) -> Operand {
      guard case .lanes(let slot) = operand, slots[slot].list == fixedList else { return operand }
      if let known = kept[slot] { return .kept(known, earlier: 0) }
      slots.append(Slot(list: fixedList, keepsPeriods: true, isLasting: true))
      kept[slot] = slots.count - 1
      copy(operand, to: slots.count - 1, in: fixedList)
      return .kept(slots.count - 1, earlier: 0)
    }
    lists[restList] = lists[restList].map { $0.mapped(replaced) }
    endings[restList] = endings[restList].map { $0.mapped(replaced) }
  }

  private func slotsReached() -> [Bool] {
    var found = Array(repeating: false, count: slots.count)
    while true {
      let before = found
      for block in blocks {
        for item in lists[block.list] + endings[block.list] where reaches(item, found) {
          for slot in item.destinations { found[slot] = true }
          guard case .settle(let settling) = item else { continue }
          for inner in lists[settling.start] + lists[settling.round] {
            for slot in inner.destinations { found[slot] = true }
          }
        }
      }
      if found == before { return found }
    }
  }

  private func reaches(_ item: Item, _ isReached: [Bool]) -> Bool {
    if item.destinations.contains(where: { isReached[$0] }) { return true }
    if case .settle(let settling) = item,
      (lists[settling.start] + lists[settling.round]).contains(where: { reaches($0, isReached) })
    {
      return true
    }
    return item.operands.contains { operand in
      switch operand {
      case .number(let place, _): outerPlaces.contains(place)
      case .lanes(let slot), .kept(let slot, _): isReached[slot]
      }
    }
  }
}

extension Item {
  /// The same with other operands; of a converging loop only what it ends with, since its lists go with it.
  fileprivate func mapped(_ change: (Operand) -> Operand) -> Item {
    switch self {
    case .operation(var operation):
      operation.a = change(operation.a)
      operation.b = operation.b.map(change)
      operation.c = operation.c.map(change)
      operation.d = operation.d.map(change)
      return .operation(operation)
    case .call(let call):
      return .call(Call(kernel: call.kernel, arguments: call.arguments.map(change), destination: call.destination))
    case .settle: return self
    }
  }
}
