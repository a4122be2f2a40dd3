#ifndef CMARGIN_KERNELS_H
#define CMARGIN_KERNELS_H

#include <stddef.h>
#include <stdint.h>

// What an instruction does with its operands a, b, c and d. A number is undefined where it is NaN; an infinite one counts
// as undefined wherever that makes a difference, so most operations need not look.
enum {
  MARGIN_COPY,
  MARGIN_NEGATE,
  MARGIN_ADD,
  MARGIN_SUBTRACT,
  MARGIN_MULTIPLY,
  MARGIN_DIVIDE,
  MARGIN_POWER,
  // b where it is less (greater) than a or undefined, else a.
  MARGIN_MINIMUM,
  MARGIN_MAXIMUM,
  // 1 or 0; numbers that differ by less than 1e-12 of the larger one are equal.
  MARGIN_LESS,
  MARGIN_AT_MOST,
  MARGIN_GREATER,
  MARGIN_AT_LEAST,
  MARGIN_EQUAL,
  MARGIN_UNEQUAL,
  MARGIN_AND,
  MARGIN_OR,
  MARGIN_NOT,
  // b where a is not 0, else c.
  MARGIN_SELECT,
  // a, or b where a is undefined.
  MARGIN_FALLBACK,
  // a * b, and 0 where b is 0 whatever a is.
  MARGIN_REPLACE,
  // b where a is defined.
  MARGIN_WHERE_DEFINED,
  // a, or c where a is undefined and b is not 0: the first place c.
  MARGIN_FIRST,
  MARGIN_ABSOLUTE,
  MARGIN_ROOT,
  MARGIN_EXPONENTIAL,
  MARGIN_LOGARITHM,
  // The destination itself plus a, and times a.
  MARGIN_GROW_BY_SUM,
  MARGIN_GROW_BY_PRODUCT,
  // Two operations at once: (a . b) . c, the second letter-pair's operands in this order.
  MARGIN_ADD_ADD,
  MARGIN_ADD_MULTIPLY,
  MARGIN_SUBTRACT_MULTIPLY,
  MARGIN_MULTIPLY_ADD,
  MARGIN_MULTIPLY_SUBTRACT,
  MARGIN_MULTIPLY_MULTIPLY,
  MARGIN_MULTIPLY_DIVIDE,
  MARGIN_DIVIDE_MULTIPLY,
  // c - a * b
  MARGIN_LESS_PRODUCT,
  // (a * a) * (a * a)
  MARGIN_FOURTH_POWER,
  // c / (a - b)
  MARGIN_OVER_DIFFERENCE,
  // c where it is greater than a - b or undefined, else a - b.
  MARGIN_DIFFERENCE_MAXIMUM,
  // a * b + c * d
  MARGIN_MULTIPLY_ADD_MULTIPLY,
  // a * b * c + d
  MARGIN_MULTIPLY_MULTIPLY_ADD,
};

// How many lanes an instruction computes.
#define MARGIN_LANES 128

// One operation on a block of lanes. Places count doubles from the start of the memory; at time step t a place lies t
// times its stride further. `kind` is sixteen times the operation and the sum of 1, 2, 4 and 8 for each of the operands
// a, b, c and d that has a number for each lane (and begins on a cache line), and not one for all.
typedef struct {
  int32_t kind;
  int32_t destination, a, b, c, d;
  int32_t destinationStride, aStride, bStride, cStride, dStride;
  // The time steps at which it is carried out.
  int32_t from, to;
} MarginInstruction;

// Carries out instructions in order at one time step, each for all lanes. The destination of an instruction may be one of
// its operands.
void margin_run(const MarginInstruction *_Nonnull code, size_t count, double *_Nonnull memory, int32_t step);

// The value below which a standard normal variable lies with probability p, to about 1e-16: -infinity at 0, infinity at
// 1, NaN outside.
double margin_normal_score(double p);

// The same for many probabilities. Here and below `out` may be the same memory as what is read.
void margin_normal_scores(double *_Nonnull out, const double *_Nonnull uniforms, size_t count);

// The quantiles of a uniform distribution, and of one whose density rises in a straight line to the mode and falls in one
// from it; NaN outside of 0 and 1.
void margin_uniform_draws(
    double *_Nonnull out, const double *_Nonnull uniforms, size_t count, double low, double high);
void margin_triangular_draws(
    double *_Nonnull out, const double *_Nonnull uniforms, size_t count, double low, double mode, double high);

// Values of a curve in pieces at places of 0 to their number: each piece a polynomial of the fifth degree in the place less
// its own number, its six coefficients from the lowest power up, and behind the last piece the value at the end. A value
// lies between those at the ends of its piece.
void margin_quintics(
    double *_Nonnull out, const double *_Nonnull places, size_t count, const double *_Nonnull coefficients, size_t pieces);

#endif
