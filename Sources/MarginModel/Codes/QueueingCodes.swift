import MarginSource

/// The codes of queues.
let queueingCodePages: [CodePage] = [
  CodePage(
    "U260", "Not a load or a number of servers",
    """
    A load is the arrivals per time multiplied by the time that each one takes: how many servers are busy on average. It
    and the servers are plain numbers, or counts such as GPUs.

        input arrivals = 12 requests/minute
        calc waiting = erlang_c(arrivals, 55)

    Multiply: `arrivals * 4 minutes`.
    """),
  CodePage(
    "U261", "Less than no servers",
    """
    A load and a number of servers are not negative.

        calc lost = erlang_b(10, -3)

    Write how many there are.
    """),
  CodePage(
    "U262", "An impossible share that may wait",
    """
    `servers_for` looks for the fewest servers at which no more than this share waits. At 0 % no number of them is
    enough, at 100 % every one is.

        calc agents = servers_for(48, 100%)

    For a service level of 80 % write what may wait longer, `20%`.
    """),
]
