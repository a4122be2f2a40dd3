import Testing

@testable import MarginReports

@Suite("Exporters")
struct ExporterTests {
  @Test("The table is what a person reads in a terminal")
  func table() {
    #expect(
      TextExporter.text(SmallModel.figures()) == """
        Small | model, case base

        Summary
          Hit rate                 72%
          Cost                   1,204  USD  total
          Unit cost                n/a  USD  a number too large, unit_cost at 2026-12
          Split [small]           6.00  USD  total
          Split [large]          15.00  USD  total
          Cost by month  1,201 to 3.00  USD  2026-11 to 2027-01

        Checks
          failed  Cost stays small  1,201 USD < 0.72 USD does not hold at 2026-11

        Bands
          healthy  Hit rate  72%

        """)
  }

  @Test("Names asked for are printed over time with their roll-ups")
  func series() {
    #expect(
      TextExporter.text(SmallModel.figures(asked: ["split", "unit_cost"])) == """
        Small | model, case base

        split [USD]
                   small  large
          2026-11   1.00   4.00
          2026-12   2.00   5.00
          2027-01   3.00   6.00
          2026      3.00   9.00
          2027      3.00   6.00
          total     6.00  15.00

        unit_cost [USD]
          2026-11  0.50
          2026-12   n/a
          2027-01  0.25
          2026      n/a
          2027     0.25
          total     n/a
          n/a at 2026-12: a number too large, unit_cost at 2026-12

        """)
  }

  @Test("CSV has a row for each number and a column for each dimension that is used")
  func csv() {
    #expect(
      CSVExporter.text(SmallModel.figures(asked: ["price", "hit_rate", "unit_cost"])) == """
        path,engine,period,value,unit
        price,small,,0.25,USD/1M tokens
        price,large,,3,USD/1M tokens
        hit_rate,,,0.72,
        unit_cost,,2026-11,0.5,USD
        unit_cost,,2026-12,,USD
        unit_cost,,2027-01,0.25,USD

        """)
  }

  @Test("JSON holds every value with its axes, its totals and the reasons for what is undefined")
  func json() {
    #expect(
      JSONExporter.text(SmallModel.figures(asked: ["hit_rate", "unit_cost", "split"])) == """
        {
          "schema": 1,
          "model": "small",
          "case": "base",
          "values": {
            "hit_rate": {"kind": "input", "unit": "", "style": "percent", "axes": [], "labels": [], "values": [0.72]},
            "unit_cost": {"kind": "ratio", "unit": "USD", "axes": ["time"], "labels": [["2026-11", "2026-12", "2027-01"]], \
        "values": [0.5, null, 0.25], "reasons": [{"at": "2026-12", "why": "a number too large, unit_cost at 2026-12"}], \
        "totals": {"labels": ["2026", "2027", "total"], "values": [null, 0.25, null]}},
            "split": {"kind": "flow", "unit": "USD", "axes": ["engine", "time"], \
        "labels": [["small", "large"], ["2026-11", "2026-12", "2027-01"]], "values": [1, 2, 3, 4, 5, 6], \
        "totals": {"labels": ["2026", "2027", "total"], "values": [3, 3, 6, 9, 6, 15]}}
          },
          "reports": [
            {"label": "Summary", "lines": [
              {"label": "Hit rate", "value": 0.72, "unit": ""},
              {"label": "Cost", "value": 1203.5123, "unit": "USD", "of": "total"},
              {"label": "Unit cost", "value": null, "unit": "USD", "why": "a number too large, unit_cost at 2026-12"},
              {"label": "Split [small]", "value": 6, "unit": "USD", "of": "total"},
              {"label": "Split [large]", "value": 15, "unit": "USD", "of": "total"},
              {"label": "Cost by month", "value": [1200.5, 0.0123, 3], "unit": "USD", "of": "2026-11 to 2027-01"}
            ]}
          ],
          "checks": [
            {"label": "Cost stays small", "state": "failed", "left": 1200.5, "right": 0.72, "unit": "USD", "at": "2026-11"}
          ],
          "bands": [
            {"label": "Hit rate", "level": "healthy", "value": 0.72, "unit": "", "at": ""}
          ]
        }

        """)
  }

  @Test("Markdown fits a pull request, and text in it stays text")
  func markdown() {
    #expect(
      MarkdownExporter.text(SmallModel.figures()) == """
        ### Small \\| model, case base

        | Summary | Value | Unit |  |
        | --- | ---: | --- | --- |
        | Hit rate | 72% |  |  |
        | Cost | 1,204 | USD | total |
        | Unit cost | n/a | USD | a number too large, unit\\_cost at 2026-12 |
        | Split \\[small\\] | 6.00 | USD | total |
        | Split \\[large\\] | 15.00 | USD | total |
        | Cost by month | 1,201 to 3.00 | USD | 2026-11 to 2027-01 |

        | Check | State |  |
        | --- | --- | --- |
        | Cost stays small | **failed** | 1,201 USD \\< 0.72 USD does not hold at 2026-11 |

        | Band | Level | Value | At |
        | --- | --- | ---: | --- |
        | Hit rate | healthy | 72% |  |

        """)
  }

  @Test("The same figures give the same text")
  func deterministic() {
    for exporter in [TextExporter.self, CSVExporter.self, JSONExporter.self, MarkdownExporter.self]
      as [any Exporter.Type]
    {
      #expect(exporter.text(SmallModel.figures()) == exporter.text(SmallModel.figures()))
    }
  }
}
