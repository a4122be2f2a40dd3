import CMinizip

/// Reads the parts of a zip file one after the other.
struct ArchiveReader: ~Copyable {
  private let handle: unzFile
  private let path: String

  init(_ path: String) throws(XLSXError) {
    guard let handle = unzOpen64(path) else {
      throw .cannotWrite(path: path, doing: "reading back the file", reason: "it is not complete")
    }
    self.handle = handle
    self.path = path
  }

  deinit { unzClose(handle) }

  /// Goes to the first part or to the next; nil after the last.
  func part(first: Bool) throws(XLSXError) -> Part? {
    let code = first ? unzGoToFirstFile(handle) : unzGoToNextFile(handle)
    if code == UNZ_END_OF_LIST_OF_FILE { return nil }
    try check(code)
    var info = unz_file_info64()
    try check(unzGetCurrentFileInfo64(handle, &info, nil, 0, nil, 0, nil, 0))
    var bytes = [UInt8](repeating: 0, count: Int(clamping: info.size_filename) + 1)
    let code2 = bytes.withUnsafeMutableBytes {
      unzGetCurrentFileInfo64(
        handle, nil, $0.baseAddress?.assumingMemoryBound(to: CChar.self), UInt(clamping: $0.count), nil, 0, nil, 0)
    }
    try check(code2)
    return Part(name: String(decoding: bytes.dropLast(), as: UTF8.self), info: info)
  }

  struct Part {
    let name: String
    let info: unz_file_info64
  }

  /// Gives the bytes of the current part piece by piece: as they are, or as they lie compressed in the file. As they
  /// are, they are compared with their checksum at the end.
  func readCurrent(
    compressed: Bool = false, _ take: (ArraySlice<UInt8>) throws(XLSXError) -> Void
  ) throws(XLSXError) {
    var method: Int32 = 0
    var level: Int32 = 0
    try check(unzOpenCurrentFile2(handle, &method, &level, compressed ? 1 : 0))
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let read = unzReadCurrentFile(handle, &piece, UInt32(clamping: piece.count))
      if read == 0 { break }
      guard read > 0 else {
        unzCloseCurrentFile(handle)
        throw failure(read)
      }
      do throws(XLSXError) {
        try take(piece[..<Int(read)])
      } catch {
        unzCloseCurrentFile(handle)
        throw error
      }
    }
    try check(unzCloseCurrentFile(handle))
  }

  private func check(_ code: Int32) throws(XLSXError) {
    guard code == UNZ_OK else { throw failure(code) }
  }

  private func failure(_ code: Int32) -> XLSXError {
    let reason =
      switch code {
      case UNZ_CRCERROR: "a checksum is wrong"
      case UNZ_ERRNO: reasonFromErrno()
      default: "zip error \(code)"
      }
    return .cannotWrite(path: path, doing: "reading back the file", reason: reason)
  }
}

/// Writes a zip file part by part.
struct ArchiveWriter: ~Copyable {
  private let handle: zipFile
  private let path: String
  private var isOpen = true

  init(_ path: String) throws(XLSXError) {
    guard let handle = zipOpen64(path, APPEND_STATUS_CREATE) else {
      throw .cannotWrite(path: path, doing: "opening the file", reason: reasonFromErrno())
    }
    self.handle = handle
    self.path = path
  }

  deinit {
    if isOpen { zipClose(handle, nil) }
  }

  /// Completes the file.
  consuming func close() throws(XLSXError) {
    isOpen = false
    try check(zipClose(handle, nil))
  }

  /// Begins a part with the date of the one it is copied from; compressed here, or already.
  func begin(_ part: ArchiveReader.Part, compressed: Bool) throws(XLSXError) {
    var info = zip_fileinfo()
    info.dosDate = part.info.dosDate
    let method = compressed ? Int32(clamping: part.info.compression_method) : Z_DEFLATED
    try check(
      zipOpenNewFileInZip2_64(
        handle, part.name, &info, nil, 0, nil, 0, nil, method, Z_DEFAULT_COMPRESSION, compressed ? 1 : 0, 0))
  }

  func write(_ bytes: ArraySlice<UInt8>) throws(XLSXError) {
    let code = bytes.withUnsafeBytes { zipWriteInFileInZip(handle, $0.baseAddress, UInt32(clamping: $0.count)) }
    try check(code)
  }

  /// Ends a part that was compressed here.
  func end() throws(XLSXError) { try check(zipCloseFileInZip(handle)) }

  /// Ends a part that was compressed already, with the size and checksum that it has uncompressed.
  func endCompressed(_ part: ArchiveReader.Part) throws(XLSXError) {
    try check(zipCloseFileInZipRaw64(handle, part.info.uncompressed_size, part.info.crc))
  }

  private func check(_ code: Int32) throws(XLSXError) {
    guard code == ZIP_OK else { throw failure(code) }
  }

  private func failure(_ code: Int32) -> XLSXError {
    .cannotWrite(
      path: path, doing: "writing the file", reason: code == ZIP_ERRNO ? reasonFromErrno() : "zip error \(code)")
  }
}
