import CMarginKernels
import MarginModel

/// The lists of a builder with places in memory: what is carried out.
struct PlanProgram: Sendable {
  /// Where an operand lies, in doubles; at time step t it lies t strides further.
  struct Address: Sendable {
    let place: Int
    let stride: Int
    let isForEachLane: Bool
  }

  enum Part: Sendable {
    case code(Range<Int>)
    case call(kernel: @Sendable ([Double]) -> Double, arguments: [Address], destination: Address)
    case settle(Settlement)
  }

  struct Settlement: Sendable {
    let start: [Part]
    let round: [Part]
    let guesses: [Address]
    let found: [Address]
    let limit: Int
    let isSettled: @Sendable (Double, Double) -> Double
    let isCoupled: Bool
  }

  struct Block: Sendable {
    let parts: [Part]
    let isLoop: Bool
  }

  private(set) var instructions: [MarginInstruction] = []
  private(set) var blocks: [Block] = []
  /// What runs once for all values of an outer loop.
  private(set) var fixedBlocks: [Block] = []
  let constants: [Double]
  let periods: Int
  /// How many lanes are computed at once.
  static let width = Int(MARGIN_LANES)
  /// How many doubles the memory has.
  private(set) var size = 0
  private(set) var inputs: [Address] = []
  private(set) var outputs: [[Address]] = []

  init(_ builder: PlanBuilder, fixed: [PlanBuilder.Block], _ rest: [PlanBuilder.Block]) {
    constants = builder.constants
    periods = builder.periods
    var layout = PlanLayout(builder, loops: (fixed + rest).filter(\.isLoop).map(\.list))
    fixedBlocks = fixed.map { Block(parts: parts(of: $0.list, &layout, isInner: false), isLoop: $0.isLoop) }
    blocks = rest.map { Block(parts: parts(of: $0.list, &layout, isInner: false), isLoop: $0.isLoop) }
    fixedBlocks.removeAll(where: \.parts.isEmpty)
    blocks.removeAll(where: \.parts.isEmpty)
    inputs = builder.inputs.map { layout.address(.lanes($0)) }
    outputs = builder.outputs.map { $0.flatMap { layout.addresses($0) } }
    size = layout.size
  }

  private mutating func parts(of list: Int, _ layout: inout PlanLayout, isInner: Bool) -> [Part] {
    var parts: [Part] = []
    layout.open(list, isInner: isInner)
    for (index, item) in layout.items(of: list).enumerated() {
      switch item {
      case .operation(let operation):
        layout.take(operation.destination)
        instructions.append(layout.instruction(operation))
        if case .code(let range)? = parts.last, range.upperBound == instructions.count - 1 {
          parts[parts.count - 1] = .code(range.lowerBound..<instructions.count)
        } else {
          parts.append(.code((instructions.count - 1)..<instructions.count))
        }
      case .call(let call):
        layout.take(call.destination)
        parts.append(
          .call(
            kernel: call.kernel, arguments: call.arguments.map { layout.address($0) },
            destination: layout.address(.lanes(call.destination))))
      case .settle(let settling):
        let start = self.parts(of: settling.start, &layout, isInner: true)
        let round = self.parts(of: settling.round, &layout, isInner: true)
        parts.append(
          .settle(
            Settlement(
              start: start, round: round, guesses: settling.guesses.map { layout.address(.lanes($0)) },
              found: settling.found.map { layout.address($0) }, limit: settling.limit, isSettled: settling.isSettled,
              isCoupled: settling.isCoupled)))
      }
      layout.release(after: index, in: list)
    }
    return parts
  }
}
