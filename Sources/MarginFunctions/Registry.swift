/// All built-in functions, one per file of `Builtins`, one a line.
package let builtinFunctions: [BuiltinFunction] = [
  .abs,
  .ceil,
  .clamp,
  .exp,
  .expectedAttempts,
  .floor,
  .ln,
  .log10,
  .max,
  .min,
  .round,
  .sqrt,
]
