#include "CMarginKernels.h"
#include "processor.h"

#include <math.h>

// NaN for what is infinite, else the number.
INLINE double defined(double x) { return x - (x - x); }

INLINE double are_close(double a, double b) {
  double x = fabs(a), y = fabs(b);
  return a == b || fabs(a - b) <= 1e-12 * (x > y ? x : y) ? 1 : 0;
}

INLINE double truth(double holds, double a, double b) { return holds + 0 * (defined(a) + defined(b)); }
INLINE double divided(double a, double b) { return a / defined(b); }
INLINE double power(double a, double b) {
  double x = defined(a), y = defined(b);
  return x != x || y != y ? NAN : pow(x, y);
}
INLINE double smaller(double a, double b) {
  a = defined(a);
  b = defined(b);
  return b < a || b != b ? b : a;
}
INLINE double larger(double a, double b) {
  a = defined(a);
  b = defined(b);
  return b > a || b != b ? b : a;
}
INLINE double chosen(double a, double b, double c) {
  a = defined(a);
  return a != a ? NAN : a != 0 ? b : c;
}
INLINE double fallback(double a, double b) {
  double x = defined(a);
  return x != x ? b : x;
}
INLINE double replaced(double a, double b) { return b == 0 ? 0 : a * b; }
INLINE double where_defined(double a, double b) {
  double x = defined(a);
  return x != x ? NAN : b;
}
INLINE double first_place(double a, double b, double c) { return a != a && b != 0 ? c : a; }
INLINE double logarithm(double x) { return x > 0 ? log(defined(x)) : NAN; }

// A vector's address for the compiler: whole blocks of lanes, on cache lines.
#define LANES_OF(P) ((const double *)__builtin_assume_aligned(P, 64))

// A lane reads its own numbers before it writes its own result, so that an operand may be the target. A loop that calls
// a function of the C library stays one of single lanes, of which the compiler need not tell.
#define EACH_LANE _Pragma("clang loop vectorize(assume_safety)") for (int i = 0; i < MARGIN_LANES; i++)
#pragma clang diagnostic ignored "-Wpass-failed"

// One operation for every mix of vectors and single numbers. The number of lanes is known to the compiler, so that a
// loop is nothing but its vector instructions.
#define BLOCK(A, B, C, D, EXPRESSION)                                     \
  {                                                                       \
    double *own = (double *)__builtin_assume_aligned(target, 64); \
    EACH_LANE {                                                           \
      double x = A, y = B, z = C, s = D;                                  \
      (void)y, (void)z, (void)s;                                          \
      own[i] = EXPRESSION;                                                \
    }                                                                     \
    break;                                                                \
  }

#define ONE(OPERATION, EXPRESSION)                                        \
  case OPERATION << 4: { double p = *a; BLOCK(p, 0, 0, 0, EXPRESSION) }      \
  case OPERATION << 4 | 1: { const double *u = LANES_OF(a); BLOCK(u[i], 0, 0, 0, EXPRESSION) }

#define TWO(OPERATION, EXPRESSION)                                        \
  case OPERATION << 4: { double p = *a, q = *b; BLOCK(p, q, 0, 0, EXPRESSION) } \
  case OPERATION << 4 | 1: { const double *u = LANES_OF(a); double q = *b; BLOCK(u[i], q, 0, 0, EXPRESSION) } \
  case OPERATION << 4 | 2: { double p = *a; const double *v = LANES_OF(b); BLOCK(p, v[i], 0, 0, EXPRESSION) } \
  case OPERATION << 4 | 3: {                                              \
    const double *u = LANES_OF(a), *v = LANES_OF(b);    \
    BLOCK(u[i], v[i], 0, 0, EXPRESSION)                                      \
  }

#define THREE_OF(OPERATION, EXPRESSION, BITS, U, V, W)                    \
  case OPERATION << 4 | BITS: {                                           \
    const double *u = LANES_OF(a), *v = LANES_OF(b), *w = LANES_OF(c); \
    double p = *a, q = *b, r = *c;                                        \
    (void)u, (void)v, (void)w, (void)p, (void)q, (void)r;                 \
    BLOCK(U, V, W, 0, EXPRESSION)                                            \
  }

#define THREE(OPERATION, EXPRESSION)                                      \
  THREE_OF(OPERATION, EXPRESSION, 0, p, q, r)                             \
  THREE_OF(OPERATION, EXPRESSION, 1, u[i], q, r)                          \
  THREE_OF(OPERATION, EXPRESSION, 2, p, v[i], r)                          \
  THREE_OF(OPERATION, EXPRESSION, 3, u[i], v[i], r)                       \
  THREE_OF(OPERATION, EXPRESSION, 4, p, q, w[i])                          \
  THREE_OF(OPERATION, EXPRESSION, 5, u[i], q, w[i])                       \
  THREE_OF(OPERATION, EXPRESSION, 6, p, v[i], w[i])                       \
  THREE_OF(OPERATION, EXPRESSION, 7, u[i], v[i], w[i])

#define FOUR_OF(OPERATION, EXPRESSION, BITS, U, V, W, T)                  \
  case OPERATION << 4 | BITS: {                                           \
    const double *u = LANES_OF(a), *v = LANES_OF(b), *w = LANES_OF(c), \
        *t = LANES_OF(d);                                        \
    double p = *a, q = *b, r = *c, o = *d;                                \
    (void)u, (void)v, (void)w, (void)t, (void)p, (void)q, (void)r, (void)o; \
    BLOCK(U, V, W, T, EXPRESSION)                                         \
  }

#define FOUR_WITH(OPERATION, EXPRESSION, BIT, T)                          \
  FOUR_OF(OPERATION, EXPRESSION, (BIT | 0), p, q, r, T)                   \
  FOUR_OF(OPERATION, EXPRESSION, (BIT | 1), u[i], q, r, T)                \
  FOUR_OF(OPERATION, EXPRESSION, (BIT | 2), p, v[i], r, T)                \
  FOUR_OF(OPERATION, EXPRESSION, (BIT | 3), u[i], v[i], r, T)             \
  FOUR_OF(OPERATION, EXPRESSION, (BIT | 4), p, q, w[i], T)                \
  FOUR_OF(OPERATION, EXPRESSION, (BIT | 5), u[i], q, w[i], T)             \
  FOUR_OF(OPERATION, EXPRESSION, (BIT | 6), p, v[i], w[i], T)             \
  FOUR_OF(OPERATION, EXPRESSION, (BIT | 7), u[i], v[i], w[i], T)

#define FOUR(OPERATION, EXPRESSION)                                       \
  FOUR_WITH(OPERATION, EXPRESSION, 0, o)                                  \
  FOUR_WITH(OPERATION, EXPRESSION, 8, t[i])

// target = target . a
#define GROWING(OPERATION, EXPRESSION)                                    \
  case OPERATION << 4: { double q = *a; BLOCK(own[i], q, 0, 0, EXPRESSION) }   \
  case OPERATION << 4 | 1: { const double *u = LANES_OF(a); BLOCK(own[i], u[i], 0, 0, EXPRESSION) }

FOR_THIS_PROCESSOR
void margin_run(const MarginInstruction *code, size_t count, double *memory, int32_t step) {
  for (const MarginInstruction *instruction = code; instruction < code + count; instruction++) {
    if (step < instruction->from || step >= instruction->to) continue;
    double *target = memory + instruction->destination + (ptrdiff_t)step * instruction->destinationStride;
    const double *a = memory + instruction->a + (ptrdiff_t)step * instruction->aStride;
    const double *b = memory + instruction->b + (ptrdiff_t)step * instruction->bStride;
    const double *c = memory + instruction->c + (ptrdiff_t)step * instruction->cStride;
    const double *d = memory + instruction->d + (ptrdiff_t)step * instruction->dStride;
    switch (instruction->kind) {
      ONE(MARGIN_COPY, x)
      ONE(MARGIN_NEGATE, -x)
      TWO(MARGIN_ADD, x + y)
      TWO(MARGIN_SUBTRACT, x - y)
      TWO(MARGIN_MULTIPLY, x * y)
      TWO(MARGIN_DIVIDE, divided(x, y))
      TWO(MARGIN_POWER, power(x, y))
      TWO(MARGIN_MINIMUM, smaller(x, y))
      TWO(MARGIN_MAXIMUM, larger(x, y))
      TWO(MARGIN_LESS, truth(x < y && are_close(x, y) == 0, x, y))
      TWO(MARGIN_AT_MOST, truth(x < y || are_close(x, y) != 0, x, y))
      TWO(MARGIN_GREATER, truth(x > y && are_close(x, y) == 0, x, y))
      TWO(MARGIN_AT_LEAST, truth(x > y || are_close(x, y) != 0, x, y))
      TWO(MARGIN_EQUAL, truth(are_close(x, y) != 0, x, y))
      TWO(MARGIN_UNEQUAL, truth(are_close(x, y) == 0, x, y))
      TWO(MARGIN_AND, truth(x != 0 && y != 0, x, y))
      TWO(MARGIN_OR, truth(x != 0 || y != 0, x, y))
      ONE(MARGIN_NOT, truth(x == 0, x, 0))
      THREE(MARGIN_SELECT, chosen(x, y, z))
      TWO(MARGIN_FALLBACK, fallback(x, y))
      TWO(MARGIN_REPLACE, replaced(x, y))
      TWO(MARGIN_WHERE_DEFINED, where_defined(x, y))
      THREE(MARGIN_FIRST, first_place(x, y, z))
      ONE(MARGIN_ABSOLUTE, fabs(x))
      ONE(MARGIN_ROOT, __builtin_elementwise_sqrt(x))
      ONE(MARGIN_EXPONENTIAL, exp(defined(x)))
      ONE(MARGIN_LOGARITHM, logarithm(x))
      GROWING(MARGIN_GROW_BY_SUM, x + y)
      GROWING(MARGIN_GROW_BY_PRODUCT, x * y)
      THREE(MARGIN_ADD_ADD, x + y + z)
      THREE(MARGIN_ADD_MULTIPLY, (x + y) * z)
      THREE(MARGIN_SUBTRACT_MULTIPLY, (x - y) * z)
      THREE(MARGIN_MULTIPLY_ADD, x * y + z)
      THREE(MARGIN_MULTIPLY_SUBTRACT, x * y - z)
      THREE(MARGIN_MULTIPLY_MULTIPLY, x * y * z)
      THREE(MARGIN_MULTIPLY_DIVIDE, divided(x * y, z))
      THREE(MARGIN_DIVIDE_MULTIPLY, divided(x, y) * z)
      THREE(MARGIN_LESS_PRODUCT, z - x * y)
      ONE(MARGIN_FOURTH_POWER, (x * x) * (x * x))
      THREE(MARGIN_OVER_DIFFERENCE, divided(z, x - y))
      THREE(MARGIN_DIFFERENCE_MAXIMUM, larger(x - y, z))
      FOUR(MARGIN_MULTIPLY_ADD_MULTIPLY, x * y + z * s)
      FOUR(MARGIN_MULTIPLY_MULTIPLY_ADD, x * y * z + s)
    }
  }
}
