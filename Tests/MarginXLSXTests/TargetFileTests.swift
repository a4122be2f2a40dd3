import Foundation
import MarginReports
import Testing

@testable import MarginXLSX

@Suite("The file is replaced as a whole or stays")
struct TargetFileTests {
  private func error(_ path: String) -> XLSXError? {
    do {
      try writeXLSX(sampleBook(), to: path)
    } catch {
      return error
    }
    return nil
  }

  @Test("A new file comes whole, with nothing beside it")
  func fresh() throws {
    let folder = try TemporaryFolder()
    try writeXLSX(sampleBook(), to: folder.file("book.xlsx"))
    #expect(folder.names == ["book.xlsx"])
    #expect(throws: Never.self) { try WrittenBook(at: folder.file("book.xlsx")) }
  }

  @Test("An old file is replaced and keeps its rights; a link to it stays a link")
  func replaces() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("book.xlsx")
    try "old".write(toFile: path, atomically: false, encoding: .utf8)
    chmod(path, 0o640)
    #expect(symlink(path, folder.file("link.xlsx")) == 0)
    try writeXLSX(sampleBook(), to: folder.file("link.xlsx"))
    #expect(throws: Never.self) { try WrittenBook(at: path) }
    #expect(folder.names == ["book.xlsx", "link.xlsx"])
    let attributes = try FileManager.default.attributesOfItem(atPath: path)
    #expect(attributes[.posixPermissions] as? Int == 0o640)
    #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.file("link.xlsx")) == path)
  }

  @Test("A folder, a device, a missing folder, a file as folder and an empty path are refused")
  func refuses() throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(atPath: folder.file("sub.xlsx"), withIntermediateDirectories: false)
    try "x".write(toFile: folder.file("file"), atomically: false, encoding: .utf8)
    #expect(error(folder.file("sub.xlsx"))?.fault == "replacing the file failed: it is a folder")
    #expect(error("/dev/full")?.fault == "replacing the file failed: it is not a regular file")
    #expect(error(folder.file("none/book.xlsx"))?.fault.contains("No such file") == true)
    #expect(error(folder.file("file/book.xlsx"))?.fault.contains("Not a directory") == true)
    #expect(error(folder.file("none/")) != nil)
    #expect(error("") != nil)
    #expect(error("a\u{0}b") != nil)
    #expect(error(folder.file(String(repeating: "n", count: 300))) != nil)
    #expect(folder.names == ["file", "sub.xlsx"])
  }

  @Test(
    "A folder without the right to write leaves the old file",
    .enabled(if: geteuid() != 0, "root may write anywhere")
  )
  func readOnlyFolder() throws {
    let folder = try TemporaryFolder()
    let path = folder.file("book.xlsx")
    try "old".write(toFile: path, atomically: false, encoding: .utf8)
    chmod(folder.path, 0o500)
    defer { chmod(folder.path, 0o700) }
    #expect(error(path) != nil)
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
  }

  @Test(
    "Where the disk takes no more, the old file stays and nothing is left beside it",
    arguments: [0, 512, 3_000, 7_000])
  func fullDisk(limit: Int) async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("book.xlsx")
    try "old".write(toFile: path, atomically: false, encoding: .utf8)
    await #expect(processExitsWith: .exitCode(7)) { [limit = limit as Int, path = path as String] in
      signal(SIGXFSZ, SIG_IGN)
      let size = rlim_t(limit)
      var limits = rlimit(rlim_cur: size, rlim_max: size)
      setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limits)
      do {
        try writeXLSX(sampleBook(), to: path)
      } catch XLSXError.cannotWrite {
        exit(7)
      }
    }
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "old")
    #expect(folder.names == ["book.xlsx"])
  }

  @Test("Killed at any moment, the file is the old or the new one, and the next export clears what was left")
  func kills() async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("book.xlsx")
    for _ in 0..<4 {
      try writeXLSX(sampleBook(), to: path)
      await #expect(processExitsWith: .signal(SIGKILL)) { [path = path as String] in
        let pause = UInt32.random(in: 100...60_000)
        Thread.detachNewThread {
          usleep(pause)
          kill(getpid(), SIGKILL)
        }
        while true { try writeXLSX(sampleBook(), to: path) }
      }
      #expect(try WrittenBook(at: path).bytes == (try WrittenBook(sampleBook()).bytes))
    }
    let stale = folder.file(".book.xlsx.margin-1.tmp")
    try "left".write(toFile: stale, atomically: false, encoding: .utf8)
    try "other".write(toFile: folder.file(".other.xlsx.margin-1.tmp"), atomically: false, encoding: .utf8)
    try writeXLSX(sampleBook(), to: path)
    #expect(folder.names == [".other.xlsx.margin-1.tmp", "book.xlsx"])
  }

  @Test("Two writers of one target do not take each other's temporary files")
  func together() async throws {
    let folder = try TemporaryFolder()
    let path = folder.file("book.xlsx")
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<8 { group.addTask { try writeXLSX(sampleBook(), to: path) } }
      try await group.waitForAll()
    }
    #expect(folder.names == ["book.xlsx"])
    #expect(throws: Never.self) { try WrittenBook(at: path) }
  }

  @Test("A file's name of 255 bytes can be written")
  func longName() throws {
    let folder = try TemporaryFolder()
    let name = String(repeating: "é", count: 125) + ".xlsx"
    try writeXLSX(sampleBook(), to: folder.file(name))
    #expect(folder.names.count == 1)
  }
}
