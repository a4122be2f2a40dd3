import Testing

@Suite("The verb diff", .serialized)
struct DiffVerbTests {
  private static let desk = """
    model "Desk" { currency USD }
    import "prices.margin"
    dimension month_of { jan, feb }
    table calls by month_of [requests] from csv "calls.csv"
    calc cost = sum(calls.made over month_of) * price
    case dear { price $2/request -> $4/request }
    report "All" { cost }

    """

  /// A repository whose last commit has other prices and other data than the files in it.
  private func withRepository(_ body: (Program) throws -> Void) throws {
    try withProgram { program in
      try program.write("models/desk.margin", Self.desk)
      try program.write("models/prices.margin", "input price = $2/request\n")
      try program.write("models/calls.csv", "month_of,made\njan,10\nfeb,20\n")
      let made = try program.shell(
        "git init -q . && git add -A && git -c user.name=a -c user.email=a@b.c commit -q -m first")
      try #require(made.code == 0, "\(made.messages)")
      try body(program)
    }
  }

  @Test("Without a difference the code is 0, with one 1, and where a model has an error or is not there 2")
  func codes() throws {
    try withRepository { program in
      try program.write("models/other.margin", Self.desk.replacing("* price", with: "* price * 2"))
      try program.write("models/broken.margin", "model \"B\"\ncalc a = b\n")
      #expect(try program.run("diff", "models/desk.margin", "models/desk.margin").code == 0)
      let found = try program.run("diff", "models/desk.margin", "models/other.margin")
      #expect(found.code == 1 && found.output.contains("cost: another formula") && found.messages == "")
      for other in ["models/broken.margin", "models/none.margin"] {
        let failed = try program.run("diff", "models/desk.margin", other)
        #expect(failed.code == 2 && failed.output == "" && failed.messages.contains("error["))
      }
      for wrong in [["diff", "a", "b", "c"], ["diff", "a"], ["diff", "a", "b", "--since", "HEAD"], ["diff"]] {
        #expect(try program.run(wrong).code == 2)
      }
    }
  }

  @Test("A revision is read with its imports and data, from any folder, and nothing is checked out")
  func revisions() throws {
    try withRepository { program in
      #expect(try program.run("diff", "models/desk.margin", "--since", "HEAD").code == 0)
      try program.write("models/prices.margin", "input price = $3/request\n")
      try program.write("models/calls.csv", "month_of,made\njan,10\nfeb,30\n")
      try program.write(
        "models/desk.margin", Self.desk.replacing("price $2/request", with: "price $3/request"))
      let found = try program.run("diff", "models/desk.margin", "--since", "HEAD", "--format", "csv")
      // 30 requests at $2 are $60, 40 at $3 $120: alone the price adds 30 and the requests 20, together 10 more.
      #expect(found.code == 1 && found.output.contains("result,Cost,,60,120,60,USD"), "\(found)")
      #expect(
        found.output.contains("part,Cost,price,,,35,USD") && found.output.contains("part,Cost,calls.made,,,25,USD"))
      for line in [
        "$0 diff HEAD:models/desk.margin models/desk.margin --format csv",
        "cd models && $0 diff HEAD:./desk.margin desk.margin --format csv",
        "cd models && $0 diff HEAD:models/desk.margin desk.margin --format csv",
        "cd / && $0 diff \"$OLDPWD/models/desk.margin\" --since HEAD --format csv",
      ] {
        let other = try program.shell(line)
        #expect(other.code == 1 && other.output == found.output, "\(line): \(other)")
      }
      #expect(try program.shell("git status --short").output.split(separator: "\n").count == 3)
      let both = try program.run("diff", "models/desk.margin", "--since", "HEAD", "--case", "dear", "--format", "csv")
      #expect(both.output.contains("result,Cost,,120,160,40,USD"))
    }
  }

  @Test("Where git has no such revision, file or repository, or is not there, the message says so")
  func missing() throws {
    try withRepository { program in
      for revision in ["none", "--help", "-x"] {
        let outcome = try program.run("diff", "models/desk.margin", "--since=" + revision)
        #expect(outcome.code == 2 && outcome.messages.contains("L351"), "\(revision): \(outcome)")
      }
      let file = try program.run("diff", "HEAD:models/dsk.margin", "models/desk.margin")
      #expect(file.code == 2 && file.messages.contains("L301") && file.messages.contains("HEAD:models/desk.margin"))
      let git = try program.shell("PATH=nowhere $0 diff models/desk.margin --since HEAD")
      #expect(git.code == 2 && git.messages.contains("L350") && git.messages.contains("install git"))
      let outside = try program.shell(
        "GIT_CEILING_DIRECTORIES=$PWD/.. GIT_DIR=nowhere $0 diff models/desk.margin --since HEAD")
      #expect(outside.code == 2 && outside.messages.contains("L351"))
    }
  }

  @Test("Links in a revision are followed inside it, and never out of it")
  func links() throws {
    try withRepository { program in
      let made = try program.shell(
        "cd models && ln -s desk.margin alias.margin && ln -s /etc/hostname out.margin && ln -s loop.margin loop.margin "
          + "&& git add -A && git -c user.name=a -c user.email=a@b.c commit -q -m links")
      try #require(made.code == 0)
      #expect(try program.run("diff", "HEAD:models/alias.margin", "models/desk.margin").code == 0)
      for name in ["out", "loop"] {
        #expect(try program.run("diff", "HEAD:models/\(name).margin", "models/desk.margin").code == 2)
      }
    }
  }

  @Test("One case is compared with the base, two with each other, and the result goes where it was asked for")
  func cases() throws {
    try withRepository { program in
      let one = try program.run("diff", "models/desk.margin", "--case", "dear")
      #expect(one.code == 1 && one.output.hasPrefix("Desk: base to dear\n"))
      #expect(try program.run("diff", "models/desk.margin", "--case", "base", "--case", "dear").output == one.output)
      #expect(try program.run("diff", "models/desk.margin", "--case", "dear", "--case", "dear").code == 0)
      #expect(try program.run("diff", "models/desk.margin", "--case", "none").code == 2)
      let written = try program.run("diff", "models/desk.margin", "--case", "dear", "--format", "html", "-o", "d.html")
      #expect(written.code == 1 && written.output == "")
      #expect(try program.text("d.html").hasPrefix("<!DOCTYPE html>"))
      let own = try program.run("diff", "models/desk.margin", "--case", "dear", "-o", "models/desk.margin")
      #expect(own.code == 2 && own.messages.contains("L315"))
    }
  }
}
