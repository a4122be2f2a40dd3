/// The style sheets of a page. The first is for every reader, mail programs among them, and keeps to what they know; the
/// second is for a dark screen and for paper, which many leave out.
enum PageStyle {
  static var sheets: String { plain(.light) + "@media screen and (max-width:640px){" + narrow + "}\n" }

  static var media: String {
    grids + "@media screen and (prefers-color-scheme:dark){" + colors(.dark) + "}\n" + paper
  }

  private static func plain(_ colors: PageColors) -> String {
    layout + self.colors(colors)
  }

  private static let layout = """
    body{margin:0;font:15px/1.45 "Segoe UI",Calibri,Carlito,Helvetica,Arial,sans-serif}
    .page{max-width:1080px;margin:0 auto;padding:20px}
    h1{font-size:26px;line-height:1.2;margin:0 0 4px}
    h2{font-size:19px;margin:34px 0 10px;padding-bottom:4px;border-bottom:2px solid}
    h3{font-size:16px;margin:22px 0 6px}
    p{margin:4px 0 8px}
    nav a{margin-right:14px;white-space:nowrap}
    .cards{margin:14px -6px}
    .card{display:inline-block;vertical-align:top;box-sizing:border-box;width:236px;min-height:94px;margin:6px;padding:10px 14px;border-top:3px solid}
    .card dt{font-size:13px;margin:0}
    .card dd{margin:0}
    .figure{font-size:25px;font-weight:bold;line-height:1.35;white-space:nowrap}
    .small{font-size:12.5px}
    .wide{overflow-x:auto;margin:6px 0 12px}
    table{border-collapse:collapse;width:100%;font-size:13.5px}
    .fit table{width:auto}.fit td,.fit th{padding-right:18px}.fit thead th{max-width:230px}
    caption{text-align:left;font-weight:bold;padding:8px 0 4px}
    th,td{padding:4px 8px;border-bottom:1px solid;text-align:left;vertical-align:top;font-weight:normal;overflow-wrap:break-word}
    tbody th{min-width:110px}.fit tbody th{min-width:0}
    thead th{font-weight:bold;vertical-align:bottom}
    .n{text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
    thead .n{white-space:normal}
    .strong{font-weight:bold}
    .badge{display:inline-block;padding:0 8px;border-radius:9px;font-weight:bold;white-space:nowrap}
    .plots{margin:0 -8px}
    figure{display:inline-block;vertical-align:top;box-sizing:border-box;width:520px;max-width:100%;margin:0;padding:8px}
    figcaption{font-weight:bold;margin-bottom:4px}
    svg{display:block;width:100%;height:auto;font:12px "Segoe UI",Calibri,Carlito,Helvetica,Arial,sans-serif}
    .key{font-size:12.5px;margin:2px 0}
    .key span{margin-right:14px;white-space:nowrap}
    .key svg{display:inline-block;width:auto;height:10px;margin-right:5px}
    details{font-size:12.5px;margin:2px 0 6px}
    summary{cursor:pointer}
    pre{overflow-x:auto;font-size:12.5px;padding:8px 12px;margin:4px 0 10px}
    code{font-size:12px;overflow-wrap:break-word}
    .when{white-space:nowrap}
    ul{margin:4px 0 10px;padding-left:20px}
    footer{margin-top:36px;padding-top:10px;border-top:1px solid;font-size:12.5px}

    """

  /// What fills the width evenly where it is known; elsewhere cards and charts follow each other as they fit.
  private static let grids = """
    @supports (display:grid){
    .cards{display:grid;grid-template-columns:repeat(4,minmax(0,1fr));gap:12px;margin:14px 0}
    .of3{grid-template-columns:repeat(3,minmax(0,1fr))}
    @media (max-width:640px){.cards{grid-template-columns:repeat(2,minmax(0,1fr));gap:8px}}
    .plots{display:grid;grid-template-columns:repeat(auto-fill,minmax(min(100%,440px),1fr));gap:12px 24px;margin:0}
    .card,.plots figure{width:auto;margin:0}.plots figure{padding:6px 0;max-width:600px}
    }

    """

  private static let narrow = """
    .page{padding:12px}.card{width:46%;padding:8px 10px}.figure{font-size:19px}\
    figure{width:100%}th,td{padding:4px 6px}table{font-size:12.5px}
    """

  private static func colors(_ colors: PageColors) -> String {
    let text = PageColors.text
    let series = colors.series.enumerated().map { place, color in
      ".f\(place){fill:\(text(color))}.l\(place){stroke:\(text(color))}.c\(place){border-top-color:\(text(color))}"
    }
    let shades = colors.shades.enumerated().map { ".h\($0){background:\(text($1))}" }
    return """
      body{background:\(text(colors.ground));color:\(text(colors.ink))}
      h2{border-color:\(text(colors.series[0]))}
      a{color:\(text(colors.link))}
      .quiet,.small{color:\(text(colors.quiet))}
      .card,thead tr,pre{background:\(text(colors.card))}
      th,td,footer{border-color:\(text(colors.line))}
      .good{background:\(text(colors.goodGround));color:\(text(colors.good))}
      .warn{background:\(text(colors.warningGround));color:\(text(colors.warning))}
      .bad{background:\(text(colors.badGround));color:\(text(colors.bad))}
      .t{fill:\(text(colors.ink))}.q{fill:\(text(colors.quiet))}
      .grid{stroke:\(text(colors.line))}.axis{stroke:\(text(colors.quiet))}
      \(series.joined())
      \(shades.joined())

      """
  }

  private static let paper = """
    @page{size:A4;margin:14mm}
    @media print{
    body{font-size:10pt;print-color-adjust:exact;-webkit-print-color-adjust:exact}
    .page{max-width:none;padding:0}nav,details{display:none}.wide{overflow:visible}
    h2{margin-top:18pt;break-after:avoid}h3,caption{break-after:avoid}
    figure,.card,tr,pre{break-inside:avoid}thead{display:table-header-group}
    table{font-size:8pt}th,td{padding:2pt 4pt;overflow-wrap:anywhere}
    code{font-size:7pt;overflow-wrap:break-word}.small,.key,.when{font-size:7.5pt}.many table{font-size:6.5pt}.many th,.many td{padding:2pt}
    .plots{grid-template-columns:1fr 1fr}.card{margin:0}.figure{font-size:15pt}
    }

    """
}
