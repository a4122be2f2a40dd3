import Foundation
import Testing

@testable import MarginKit

@Suite("Files are written whole or not at all")
struct FileWritingTests {
  @Test("A file is replaced, keeps its permissions, and nothing else stays behind")
  func replaced() throws {
    try Folder.with { folder in
      try folder.write("a.txt", "old")
      try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: folder.path("a.txt"))
      try FileWriting.replace(folder.path("a.txt"), with: Array("new".utf8))
      #expect(folder.text("a.txt") == "new")
      #expect(folder.names() == ["a.txt"])
      let mode = try FileManager.default.attributesOfItem(atPath: folder.path("a.txt"))[.posixPermissions] as? Int
      #expect(mode == 0o640)
    }
  }

  @Test("A symbolic link stays one, and its target is replaced")
  func links() throws {
    try Folder.with { folder in
      try folder.write("a.txt", "old")
      try FileManager.default.createSymbolicLink(atPath: folder.path("b.txt"), withDestinationPath: "a.txt")
      try FileWriting.replace(folder.path("b.txt"), with: Array("new".utf8))
      #expect(folder.text("a.txt") == "new")
      #expect(FileReading.isLink(folder.path("b.txt")))
    }
  }

  @Test("A missing folder, a folder as target and an empty name are errors that leave nothing")
  func refused() throws {
    try Folder.with { folder in
      #expect(throws: FileFault.self) { try FileWriting.replace(folder.path("none/a.txt"), with: [1]) }
      #expect(throws: FileFault.self) { try FileWriting.replace(folder.path, with: [1]) }
      #expect(throws: FileFault.self) { try FileWriting.replace("", with: [1]) }
      #expect(throws: FileFault.self) { try FileWriting.replace(folder.path("a\0b"), with: [1]) }
      #expect(folder.names() == [])
    }
  }

  @Test("A file that exists is never created over")
  func created() throws {
    try Folder.with { folder in
      try FileWriting.create(folder.path("a.txt"), with: Array("first".utf8))
      #expect(throws: FileFault.self) { try FileWriting.create(folder.path("a.txt"), with: Array("second".utf8)) }
      #expect(folder.text("a.txt") == "first")
      #expect(folder.names() == ["a.txt"])
    }
  }

  @Test("What a killed run left beside the target is removed, and nothing that only looks like it")
  func stale() throws {
    try Folder.with { folder in
      try folder.write(".a.txt.margin-999999999.tmp", "half")
      try folder.write(".a.txt.margin-x.tmp", "somebody's")
      try FileWriting.replace(folder.path("a.txt"), with: Array("new".utf8))
      #expect(folder.names() == [".a.txt.margin-x.tmp", "a.txt"])
    }
  }

  @Test("A full device is an error")
  func full() {
    #expect(throws: FileFault.self) { try FileWriting.replace("/dev/full", with: [1, 2, 3]) }
  }
}
