/// Whether and how the mistakes of the field are looked for in a sound model: by its lints, as warnings.
public struct Habits: Sendable {
  /// The day at which the age of sources is judged, `2026-10-31`; nil is the start of the timeline.
  public let asOf: String?
  /// How many months old a source may be.
  public let maxAge: Int

  /// Sources may be a year old unless told otherwise.
  public init(asOf: String? = nil, maxAge: Int = 12) {
    self.asOf = asOf
    self.maxAge = maxAge
  }
}
