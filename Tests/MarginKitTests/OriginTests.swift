import Testing

@testable import MarginKit

@Suite("Where a workbook comes from")
struct OriginTests {
  @Test(
    "The digest is SHA-256, on the standard's own examples",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
    ])
  func digest(text: String, digest: String) { #expect(Digest.text(Array(text.utf8)) == digest) }

  @Test("A day is written YYYY-MM-DD and exists")
  func days() {
    for day in ["2026-10-31", "2024-02-29", "2000-02-29", "1900-03-01"] { #expect(Day.exists(day)) }
    for text in ["2026-02-29", "1900-02-28", "2026-13-01", "2026-1-01", "2026-10", "today", "+026-10-31", ""] {
      #expect(!Day.exists(text))
    }
  }
}
