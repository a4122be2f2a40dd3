"""Writes the scenarios of W1 as a workbook of plain formulas, one cell for each row and month.

    write_book.py across|down FILE COUNT

`across`: a scenario is 40 lines, its months are columns. `down`: its rows are columns, its months lines, which some
engines are quicker with. Sheet Inputs has the shared inputs, Scenarios those that differ, Results what W1 comes to.
"""

import sys

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from scenario import INPUTS, ROWS, VARIED, W1_MONTHS, scenarios

# A row by its name is this month's cell, `-name` the month before, `@name` an input. The second text is the first
# month's.
FORMULAS = {
    "level": ("-level*(1+@growth)", "1+@growth"),
    "active": "@first_users*level",
    "traffic": "active*@requests_per_user",
    "price_level": ("-price_level*(1-@price_decline)", "1-@price_decline"),
    "prompt": ("-prompt+@prompt_added", "@first_prompt+@prompt_added"),
    "cached": "prompt*@hit_rate",
    "fresh": "prompt - cached",
    "small_input": "fresh*@small_input_price*price_level",
    "small_cached": "cached*@small_cached_price*price_level",
    "small_output": "@output_tokens*@small_output_price*price_level",
    "small_call": "small_input+small_cached+small_output",
    "large_input": "fresh*@large_input_price*price_level",
    "large_cached": "cached*@large_cached_price*price_level",
    "large_output": "@output_tokens*@large_output_price*price_level",
    "large_call": "large_input+large_cached+large_output",
    "learning": ("-learning*@retained", "@retained"),
    "retry_now": "@retry_floor+(@retry_rate-@retry_floor)*learning",
    "unresolved": "retry_now^4",
    "tries": "(1- unresolved)/(1- retry_now)",
    "escalated": "@escalation_rate+unresolved-@escalation_rate*unresolved",
    "small_cost": "small_call*tries",
    "large_cost": "large_call*escalated",
    "call_cost": "small_cost+large_cost",
    "token_cost": "traffic*call_cost",
    "nonproduction": "token_cost*@nonproduction_share/(1-@nonproduction_share)",
    "gross": "token_cost+nonproduction",
    "discount": "MAX(gross-@commitment,0)*@discount_share",
    "usage": "gross - discount",
    "review": "traffic*@review_share*@review_time*@wage",
    "hosting": "@hosting_base+traffic*@hosting_each",
    "age": ("-age+1", "1"),
    "amortisation": "IF(age<=@life,@build_cost/@life,0)",
    "total_cost": "usage+review+hosting+amortisation",
    "accepted": "traffic*@acceptance*(1- unresolved*(1-@large_success))",
    "cost_per_outcome": "total_cost/accepted",
    "net": "accepted*@outcome_value - total_cost",
    "cumulative_net": ("-cumulative_net+net", "net"),
    "factor": ("-factor/(1+@discount_rate)^(1/12)", "1/(1+@discount_rate)^(1/12)"),
    "present": "net*factor",
    "net_present_value": ("-net_present_value+present", "present"),
}
PLACE = {name: k for k, name in enumerate(ROWS)}


def pieces(text):
    """The formula as texts and references: ("cell", name, months back) and ("input", name)."""
    found, word, mark = [], "", ""
    for letter in text + " ":
        if letter.isalpha() and letter.islower() or letter == "_":
            word += letter
            continue
        if word:
            found.append(("input", word) if mark == "@" else ("cell", word, 1 if mark == "-" else 0))
            word = mark = ""
        elif mark:
            found.append(mark)
            mark = ""
        if letter in "@-":
            mark = letter
        elif letter != " ":
            found.append(letter)
        elif mark == "-":
            found.append(mark)
            mark = ""
    return found


def cell(layout, scenario, row, month):
    if layout == "across":
        return scenario * len(ROWS) + row, month
    return scenario * W1_MONTHS + month, row


def formula(layout, parts, scenario, month):
    made = []
    for part in parts:
        if isinstance(part, str):
            made.append(part)
        elif part[0] == "cell":
            made.append(xl_rowcol_to_cell(*cell(layout, scenario, PLACE[part[1]], month - part[2])))
        elif part[1] in VARIED:
            made.append("Scenarios!" + xl_rowcol_to_cell(scenario, VARIED.index(part[1]), True, True))
        else:
            made.append("Inputs!" + xl_rowcol_to_cell(list(INPUTS).index(part[1]), 1, True, True))
    return "=" + "".join(made)


def write(layout, path, count):
    book = xlsxwriter.Workbook(path, {"constant_memory": True})
    # Else Gnumeric would calculate while it loads.
    book.calc_on_load = False
    shared, varied, calc, results = map(book.add_worksheet, ("Inputs", "Scenarios", "Calc", "Results"))
    for k, (name, value) in enumerate(INPUTS.items()):
        shared.write_string(k, 0, name)
        shared.write_number(k, 1, value)
    for k, one in enumerate(scenarios(count)):
        for place, name in enumerate(VARIED):
            varied.write_number(k, place, one[name])
    plan = []
    for name in ROWS:
        texts = FORMULAS[name]
        later, first = texts if isinstance(texts, tuple) else (texts, texts)
        plan.append((pieces(later), pieces(first)))
    for scenario in range(count):
        steps = [(row, month) for row in range(len(ROWS)) for month in range(W1_MONTHS)]
        if layout == "down":
            steps.sort(key=lambda step: step[1])
        for row, month in steps:
            parts = plan[row][0 if month else 1]
            calc.write_formula(*cell(layout, scenario, row, month), formula(layout, parts, scenario, month))
    for scenario in range(count):
        for column, name in enumerate(("total_cost", "accepted")):
            ends = [xl_rowcol_to_cell(*cell(layout, scenario, PLACE[name], m)) for m in (0, W1_MONTHS - 1)]
            results.write_formula(scenario, column, f"=SUM(Calc!{ends[0]}:{ends[1]})")
        last = xl_rowcol_to_cell(*cell(layout, scenario, PLACE["net_present_value"], W1_MONTHS - 1))
        results.write_formula(scenario, 2, f"=Calc!{last}")
    for column in range(3):
        letter = "ABC"[column]
        results.write_formula(count, column, f"=SUM({letter}1:{letter}{count})")
    book.close()


if __name__ == "__main__":
    write(sys.argv[1], sys.argv[2], int(sys.argv[3]))
