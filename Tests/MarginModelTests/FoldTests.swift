import MarginModel
import Testing

@Suite("Folds")
struct FoldTests {
  @Test("The peak, the lowest, the usual period and a count of periods fold time; a sum over time is a total")
  func time() {
    let checked = Checked(
      head + """
        dimension region { north, south }
        input traffic = [north: 10 requests/month, south: 20 requests/month] growing 10%/month
        calc peak   = max(traffic over time)
        calc least  = min(traffic over time)
        calc usual  = mean(traffic over time)
        calc busy   = count(traffic > 25 requests/month over time)
        calc all    = max(max(traffic over time) over region)

        """)
    #expect(checked.codes == [])
    // 1.1^11 = 2.85311670611 and (1.1^12 - 1) / 0.1 / 12 = 1.78202364...
    #expect(checked.values("peak") == [28.5311670611, 57.0623341222])
    #expect(checked.values("least") == [10, 20])
    #expect(checked.values("usual").map { ($0 * 1e6).rounded() / 1e6 } == [17.820236, 35.640473])
    #expect(checked.values("busy") == [2, 9])
    #expect(checked.values("all") == [57.0623341222])
  }

  @Test("A member of an ordered dimension is compared with its number")
  func numbered() {
    let checked = Checked(
      head + """
        dimension depth 1 to 5
        calc speed = 9 - (position(depth) - 3)^2
        calc best  = highest(speed over depth)
        calc is_three = if best = 3 then 1 else 0
        calc is_other = if 4 = best then 1 else 0
        calc plain = if 4 = 2 + 2 then 1 else 0

        """)
    #expect(checked.codes == [])
    #expect(checked.values("is_three") == [1] && checked.values("is_other") == [0] && checked.values("plain") == [1])
    #expect(Checked(head + "dimension d 1 to 5\ncalc b = when(lowest(position(d)) = 7)\n").codes == ["N403 6:37"])
  }
}
