import MarginSource
import Testing

@testable import MarginKit

@Suite("Suggestions")
struct SuggestionTests {
  @Test(
    "The nearest name is suggested, and none where none is near",
    arguments: [
      ("hit_rat", "hit_rate"), ("htirate", "hit_rate"), ("HIT_RATE", "hit_rate"), ("cold", "cold_cache"), ("x", nil),
      ("", nil),
    ])
  func nearest(name: String, suggestion: String?) {
    #expect(Suggestion.names(like: name, among: ["cold_cache", "hit_rate", "volume"]).first == suggestion)
  }

  @Test("Swapped neighbours count once")
  func swaps() {
    #expect(editDistance(Array("voulme".unicodeScalars), Array("volume".unicodeScalars)) == 1)
  }
}
