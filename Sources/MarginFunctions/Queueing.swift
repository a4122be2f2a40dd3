// What stands behind the functions of queueing; each is a row of the workbook.
extension BuiltinFunction {
  /// The probability of exactly `count` arrivals where `mean` are expected.
  package static let poissonMass = BuiltinFunction(
    "poisson", "The probability of exactly `count` where `mean` are expected.", group: .queueing,
    parameters: [.init("count", .plain), .init("mean", .plain)], result: .plain,
    requirements: [.init(0, .notNegative), .init(1, .notNegative)], example: .init([2, 3], gives: 0.22404180765538775),
    kernel: { Poisson.mass($0[0], mean: $0[1]) }, excel: { "POISSON.DIST(\($0[0]),\($0[1]),FALSE)" })

  /// The probability of at most `count` arrivals where `mean` are expected.
  package static let poissonCumulative = BuiltinFunction(
    "poisson", "The probability of at most `count` where `mean` are expected.", group: .queueing,
    parameters: [.init("count", .plain), .init("mean", .plain)], result: .plain,
    requirements: [.init(0, .notNegative), .init(1, .notNegative)], example: .init([2, 3], gives: 0.42319008112684353),
    kernel: { Poisson.cumulative($0[0], mean: $0[1]) }, excel: { "POISSON.DIST(\($0[0]),\($0[1]),TRUE)" })

  /// The share of arrivals that wait, of a load that is below the servers, and the Poisson probability of as many
  /// arrivals as servers: mass / (load/servers · mass + (1 - load/servers) · at most so many). It is Erlang's C.
  package static let waitingShare = BuiltinFunction(
    "erlang_c", "The share of arrivals that wait.", group: .queueing,
    parameters: [.init("load", .plain), .init("servers", .plain), .init("mass", .plain)], result: .plain,
    requirements: [.init(0, .notNegative), .init(1, .positive)],
    example: .init([2, 3, 0.18044704431548356], gives: 0.4444444444444444),
    kernel: { arguments in
      let (load, servers, mass) = (arguments[0], arguments[1], arguments[2])
      guard load >= 0, servers > 0 else { return .nan }
      let share = load / servers
      return mass / (share * mass + (1 - share) * Poisson.cumulative(servers, mean: load))
    },
    excel: {
      "\($0[2])/(\($0[0])/\($0[1])*\($0[2])+(1-\($0[0])/\($0[1]))*POISSON.DIST(\($0[1]),\($0[0]),TRUE))"
    })

  /// A load, which is not negative.
  package static let offeredLoad = BuiltinFunction(
    "a queue", "A load, which is not negative.", group: .queueing, parameters: [.init("load", .plain)], result: .plain,
    requirements: [.init(0, .notNegative)], example: .init([48], gives: 48), kernel: { $0[0] >= 0 ? $0[0] : .nan },
    excel: { $0[0] })

  /// A share that may wait, which is more than none: no number of servers is enough for none.
  package static let allowedShare = BuiltinFunction(
    "servers_for", "A share that may wait.", group: .queueing, parameters: [.init("share", .plain)], result: .plain,
    requirements: [.init(0, .positive)], example: .init([0.2], gives: 0.2), kernel: { $0[0] > 0 ? $0[0] : .nan },
    excel: { $0[0] })

  /// The servers found, where the search had room left.
  package static let serversFound = BuiltinFunction(
    "servers_for", "The servers found, where the search had room left.", group: .queueing,
    parameters: [.init("servers", .plain), .init("room", .plain)], result: .plain, requirements: [.init(1, .positive)],
    example: .init([54, 12], gives: 54), kernel: { $0[1] > 0 ? $0[0] : .nan }, excel: { $0[0] })
}
