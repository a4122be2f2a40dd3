"""What the writer of the workbook and the engines that read it agree on."""

from scenario import INPUTS, VARIED

# The cells that the edits of W2 write to, on the sheets Inputs and Scenarios; the second one is of the first scenario.
PRICE_CELL = f"B{list(INPUTS).index('small_input_price') + 1}"
HIT_RATE_CELL = f"{chr(ord('A') + VARIED.index('hit_rate'))}1"


def outcome(total, accepted, worth):
    """The results of W1 from the last line of sheet Results."""
    return {"total_cost": total, "cost_per_outcome": total / accepted, "net_present_value": worth}
