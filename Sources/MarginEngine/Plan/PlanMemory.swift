import CMarginKernels

/// What one thread computes a plan in.
package struct PlanMemory: ~Copyable {
  let doubles: UnsafeMutablePointer<Double>
  var row: [Double] = []

  init(_ program: PlanProgram) {
    // A block of lanes begins on a cache line.
    let raw = UnsafeMutableRawPointer.allocate(
      byteCount: max(1, program.size) * MemoryLayout<Double>.stride, alignment: 64)
    doubles = raw.bindMemory(to: Double.self, capacity: max(1, program.size))
    doubles.initialize(repeating: 0, count: max(1, program.size))
    program.constants.withUnsafeBufferPointer { constants in
      for place in constants.indices { doubles[place] = constants[place] }
    }
  }

  deinit { doubles.deallocate() }

  /// The first lanes of a number that is there at the end, NaN where it is undefined.
  func read(_ address: PlanProgram.Address, into target: UnsafeMutablePointer<Double>, count: Int) {
    let source = doubles + address.place
    if address.isForEachLane {
      for lane in 0..<count { target[lane] = defined(source[lane]) }
    } else {
      target.update(repeating: defined(source[0]), count: count)
    }
  }
}

extension PlanProgram {
  /// Runs all blocks, of whose lanes the first ones count.
  func run(lanes: Int, _ memory: inout PlanMemory) { run(blocks, lanes, &memory) }

  /// Runs what does not change with an outer loop.
  func runFixed(lanes: Int, _ memory: inout PlanMemory) { run(fixedBlocks, lanes, &memory) }

  private func run(_ blocks: [Block], _ lanes: Int, _ memory: inout PlanMemory) {
    for block in blocks {
      for step in 0..<(block.isLoop ? periods : 1) { run(block.parts, lanes, step, &memory) }
    }
  }

  private func run(_ parts: [Part], _ lanes: Int, _ step: Int, _ memory: inout PlanMemory) {
    for part in parts {
      switch part {
      case .code(let range):
        instructions.withUnsafeBufferPointer { code in
          guard let first = code.baseAddress else { return }
          margin_run(first + range.lowerBound, range.count, memory.doubles, Int32(truncatingIfNeeded: step))
        }
      case .call(let kernel, let arguments, let destination):
        memory.row = Array(repeating: 0, count: arguments.count)
        for lane in 0..<lanes {
          for (place, argument) in arguments.enumerated() {
            memory.row[place] = defined(memory.doubles[argument.place(lane, step)])
          }
          memory.doubles[destination.place(lane, step)] = defined(kernel(memory.row))
        }
      case .settle(let settlement): settle(settlement, lanes, step, &memory)
      }
    }
  }

  /// As `Evaluator.settle`, each lane for itself: what rests stays as it is.
  private func settle(_ loop: Settlement, _ lanes: Int, _ step: Int, _ memory: inout PlanMemory) {
    run(loop.start, lanes, step, &memory)
    let count = loop.guesses.count
    var settled = Array(repeating: 0.0, count: count * lanes)
    var round = 0
    while round < loop.limit, settled.contains(0) {
      round += 1
      run(loop.round, lanes, step, &memory)
      for lane in 0..<lanes {
        for cell in 0..<count {
          let place = cell * lanes + lane
          let guess = loop.guesses[cell].place(lane, step)
          let before = defined(memory.doubles[guess])
          if settled[place] != 1 {
            memory.doubles[guess] =
              settled[place].isNaN ? .nan : defined(memory.doubles[loop.found[cell].place(lane, step)])
          }
          settled[place] = loop.isSettled(memory.doubles[guess], before)
        }
        guard loop.isCoupled else { continue }
        let own = (0..<count).map { settled[$0 * lanes + lane] }
        let all = own.contains(where: \.isNaN) ? .nan : own.min() ?? 1
        for cell in 0..<count { settled[cell * lanes + lane] = all }
      }
    }
    for lane in 0..<lanes {
      for cell in 0..<count where settled[cell * lanes + lane] == 0 {
        memory.doubles[loop.guesses[cell].place(lane, step)] = .nan
      }
    }
    run(loop.round, lanes, step, &memory)
  }
}

extension PlanProgram.Address {
  func place(_ lane: Int, _ step: Int) -> Int { place + step * stride + (isForEachLane ? lane : 0) }
}
