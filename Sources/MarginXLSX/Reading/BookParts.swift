import CMinizip

/// The parts of a zip file by name, each read whole when it is asked for. Nothing is ever written to disk, so a part's
/// name leads nowhere.
final class BookParts {
  private let handle: unzFile
  private let limits: BookReadLimits
  private var places: [String: unz64_file_pos] = [:]
  private var bytesLeft: Int

  init(_ path: String, _ limits: BookReadLimits) throws(BookReadError) {
    guard let handle = unzOpen64(path) else {
      throw .notWorkbook(reason: "it is no .xlsx file, or it is cut off")
    }
    self.handle = handle
    self.limits = limits
    bytesLeft = limits.bytes
    var code = unzGoToFirstFile(handle)
    while code == UNZ_OK {
      let name = try currentName()
      guard places.count < limits.parts else {
        throw .tooLarge(part: "", reason: "it has more than \(limits.parts) parts")
      }
      var position = unz64_file_pos()
      guard unzGetFilePos64(handle, &position) == UNZ_OK else {
        throw .damaged(part: name, reason: "its place cannot be found")
      }
      guard places.updateValue(position, forKey: name) == nil else {
        throw .hostile(part: name, reason: "it is there twice")
      }
      code = unzGoToNextFile(handle)
    }
    guard code == UNZ_END_OF_LIST_OF_FILE else { throw .damaged(part: "", reason: "its list of parts is cut off") }
  }

  deinit { unzClose(handle) }

  func has(_ name: String) -> Bool { places[name] != nil }

  private func currentName() throws(BookReadError) -> String {
    var info = unz_file_info64()
    guard unzGetCurrentFileInfo64(handle, &info, nil, 0, nil, 0, nil, 0) == UNZ_OK, info.size_filename <= 1_024 else {
      throw .damaged(part: "", reason: "its list of parts cannot be read")
    }
    var bytes = [UInt8](repeating: 0, count: Int(clamping: info.size_filename) + 1)
    let code = bytes.withUnsafeMutableBytes {
      unzGetCurrentFileInfo64(
        handle, nil, $0.baseAddress?.assumingMemoryBound(to: CChar.self), UInt(clamping: $0.count), nil, 0, nil, 0)
    }
    guard code == UNZ_OK else { throw .damaged(part: "", reason: "its list of parts cannot be read") }
    return String(decoding: bytes.dropLast(), as: UTF8.self)
  }

  /// The bytes of a part, checked against their checksum.
  func bytes(_ name: String) throws(BookReadError) -> [UInt8] {
    guard var position = places[name], unzGoToFilePos64(handle, &position) == UNZ_OK else {
      throw .damaged(part: name, reason: "it is missing")
    }
    var info = unz_file_info64()
    guard unzGetCurrentFileInfo64(handle, &info, nil, 0, nil, 0, nil, 0) == UNZ_OK else {
      throw .damaged(part: name, reason: "its head cannot be read")
    }
    guard info.flag & 1 == 0 else { throw .notWorkbook(reason: "it is encrypted; save it without a password") }
    let most = min(limits.partBytes, bytesLeft, max(1 << 20, Int(clamping: info.compressed_size) * limits.ratio))
    guard unzOpenCurrentFile(handle) == UNZ_OK else {
      throw .damaged(part: name, reason: "it is compressed in a way that no workbook uses")
    }
    var result: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let read = unzReadCurrentFile(handle, &piece, UInt32(clamping: piece.count))
      if read == 0 { break }
      guard read > 0, result.count + Int(read) <= most else {
        unzCloseCurrentFile(handle)
        if read < 0 { throw .damaged(part: name, reason: "its compressed bytes cannot be read") }
        throw .tooLarge(part: name, reason: "it grows beyond \(most >> 20) MiB, or far beyond its compressed size")
      }
      result += piece[..<Int(read)]
    }
    guard unzCloseCurrentFile(handle) == UNZ_OK else { throw .damaged(part: name, reason: "its checksum is wrong") }
    bytesLeft -= result.count
    return result
  }
}
