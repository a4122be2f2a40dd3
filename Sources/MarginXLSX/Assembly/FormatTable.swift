import CXLSXWriter
import MarginReports

/// The formats of one workbook: equal styles share one.
final class FormatTable {
  private let book: UnsafeMutablePointer<lxw_workbook>
  private var cellFormats: [CellStyle: UnsafeMutablePointer<lxw_format>] = [:]
  private var highlights: [Highlight: UnsafeMutablePointer<lxw_format>] = [:]

  private struct Highlight: Hashable {
    let fill: Int
    let color: Int
  }

  init(book: UnsafeMutablePointer<lxw_workbook>) { self.book = book }

  func format(for style: CellStyle) throws(XLSXError) -> UnsafeMutablePointer<lxw_format> {
    if let known = cellFormats[style] { return known }
    let format = try newFormat()
    setFont(of: format, to: style)
    setPlacement(of: format, to: style)
    format_set_top(format, code(of: style.top))
    format_set_bottom(format, code(of: style.bottom))
    format_set_border_color(format, libraryColor(style.borderColor))
    if let fill = style.fill { format_set_bg_color(format, libraryColor(fill)) }
    if style.numberFormat != "General" { format_set_num_format(format, style.numberFormat) }
    if style.unlocked { format_set_unlocked(format) }
    cellFormats[style] = format
    return format
  }

  /// The fill and font colour of a conditional format.
  func highlight(fill: Int, color: Int) throws(XLSXError) -> UnsafeMutablePointer<lxw_format> {
    let highlight = Highlight(fill: fill, color: color)
    if let known = highlights[highlight] { return known }
    let format = try newFormat()
    format_set_bg_color(format, libraryColor(fill))
    format_set_font_color(format, libraryColor(color))
    highlights[highlight] = format
    return format
  }

  private func newFormat() throws(XLSXError) -> UnsafeMutablePointer<lxw_format> {
    guard let format = workbook_add_format(book) else {
      throw .refused(place: "the workbook", doing: "adding a format", reason: "there is not enough memory")
    }
    return format
  }

  private func setFont(of format: UnsafeMutablePointer<lxw_format>, to style: CellStyle) {
    format_set_font_name(format, style.font)
    format_set_font_size(format, style.size)
    format_set_font_color(format, libraryColor(style.color))
    if style.bold { format_set_bold(format) }
    if style.italic { format_set_italic(format) }
    if style.underlined { format_set_underline(format, UInt8(truncatingIfNeeded: LXW_UNDERLINE_SINGLE.rawValue)) }
  }

  private func setPlacement(of format: UnsafeMutablePointer<lxw_format>, to style: CellStyle) {
    switch style.alignment {
    case .general: break
    case .left: setAlignment(of: format, LXW_ALIGN_LEFT)
    case .center: setAlignment(of: format, LXW_ALIGN_CENTER)
    case .right: setAlignment(of: format, LXW_ALIGN_RIGHT)
    }
    if style.middle { setAlignment(of: format, LXW_ALIGN_VERTICAL_CENTER) }
    if style.indent > 0 { format_set_indent(format, UInt8(clamping: style.indent)) }
    if style.wraps { format_set_text_wrap(format) }
  }

  private func setAlignment(of format: UnsafeMutablePointer<lxw_format>, _ alignment: lxw_format_alignments) {
    format_set_align(format, UInt8(truncatingIfNeeded: alignment.rawValue))
  }

  private func code(of border: CellStyle.Border) -> UInt8 {
    switch border {
    case .none: UInt8(truncatingIfNeeded: LXW_BORDER_NONE.rawValue)
    case .hair: UInt8(truncatingIfNeeded: LXW_BORDER_HAIR.rawValue)
    case .thin: UInt8(truncatingIfNeeded: LXW_BORDER_THIN.rawValue)
    case .medium: UInt8(truncatingIfNeeded: LXW_BORDER_MEDIUM.rawValue)
    }
  }
}

/// A colour as the library takes it: its 0 means "no colour", and black has a number of its own.
func libraryColor(_ color: Int) -> lxw_color_t {
  color == 0 ? lxw_color_t(LXW_COLOR_BLACK.rawValue) : lxw_color_t(clamping: color)
}
