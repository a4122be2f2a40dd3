/// All functions that the checker resolves, one per file of this folder, one a line.
package let modelFunctions: [ModelFunction] = [
  .count,
  .cumulative,
  .inherited,
  .max,
  .mean,
  .min,
  .payback,
  .previous,
  .sum,
  .total,
  .when,
]
