/// What a function is about: the sections of the reference, in this order.
package enum FunctionGroup: String, Sendable, CaseIterable {
  case arithmetic = "Arithmetic"
  case rounding = "Rounding"
  case powers = "Roots, exponentials and logarithms"
  case members = "Over members"
  case tables = "Tables and tiers"
  case time = "Along time"
  case money = "Money through time"
  case probability = "Probability and retries"
  case queueing = "Queueing"
  case conditions = "Conditions and templates"
}
