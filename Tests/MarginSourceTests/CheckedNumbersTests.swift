import MarginSource
import Testing

@Suite("Checked conversions of numbers")
struct CheckedNumbersTests {
  @Test("What an Int cannot hold gives nil and does not end the process", arguments: [.nan, .infinity, 1e300, -1e19])
  func tooLarge(value: Double) {
    #expect(exactInt(value) == nil)
    #expect(wholeInt(value) == nil)
  }

  @Test("An exact conversion refuses a fraction; a whole one rounds halves away from zero, or as told")
  func rounding() {
    #expect(exactInt(3) == 3)
    #expect(exactInt(2.5) == nil)
    #expect(wholeInt(2.5) == 3)
    #expect(wholeInt(-2.5) == -3)
    #expect(wholeInt(2.9, .towardZero) == 2)
  }

  @Test("A clamped conversion holds to its range and refuses only nan")
  func clamping() {
    #expect(clampedInt(1e300, to: 0...7) == 7)
    #expect(clampedInt(-.infinity, to: 0...7) == 0)
    #expect(clampedInt(2.5, to: 0...7) == 3)
    #expect(clampedInt(1e300, to: 0...Int.max) == Int.max)
    #expect(clampedInt(.nan, to: 0...7) == nil)
  }

  @Test("A size that overflows is no size")
  func sizes() {
    #expect(checkedSize(12, 3, 100) == 3_600)
    #expect(checkedSize(Int.max, 2) == nil)
    #expect(checkedSize(3, -1) == nil)
  }
}
