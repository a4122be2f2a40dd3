#include "CMarginKernels.h"

#include <math.h>

// Two roundings stay two: results must not depend on the processor.
#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__) && defined(__linux__) && !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer)
#define FOR_THIS_PROCESSOR __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define FOR_THIS_PROCESSOR
#endif

#define INLINE static inline __attribute__((always_inline))

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
INLINE double smaller(double a, double b) { a = defined(a); b = defined(b); return b < a || b != b ? b : a; }
INLINE double larger(double a, double b) { a = defined(a); b = defined(b); return b > a || b != b ? b : a; }
INLINE double chosen(double a, double b, double c) { a = defined(a); return a != a ? NAN : a != 0 ? b : c; }
INLINE double fallback(double a, double b) { double x = defined(a); return x != x ? b : x; }
INLINE double replaced(double a, double b) { return b == 0 ? 0 : a * b; }
INLINE double where_defined(double a, double b) { double x = defined(a); return x != x ? NAN : b; }
INLINE double first_place(double a, double b, double c) { return a != a && b != 0 ? c : a; }

// The lanes of an operation of one, two or three operands, for every mix of vectors and single numbers.
#define ONE(EXPRESSION)                                                    \
  if (vectors & 1) {                                                       \
    for (size_t i = 0; i < lanes; i++) { double x = a[i]; d[i] = EXPRESSION; } \
  } else {                                                                 \
    double x = a[0], result = EXPRESSION;                                  \
    for (size_t i = 0; i < lanes; i++) d[i] = result;                      \
  }                                                                        \
  break

#define TWO_FOR(A, B, EXPRESSION)                                          \
  for (size_t i = 0; i < lanes; i++) { double x = A, y = B; d[i] = EXPRESSION; }

#define TWO(EXPRESSION)                                                    \
  switch (vectors & 3) {                                                   \
    case 3: TWO_FOR(a[i], b[i], EXPRESSION) break;                         \
    case 1: { double q = b[0]; TWO_FOR(a[i], q, EXPRESSION) break; }       \
    case 2: { double p = a[0]; TWO_FOR(p, b[i], EXPRESSION) break; }       \
    default: { double p = a[0], q = b[0]; TWO_FOR(p, q, EXPRESSION) }      \
  }                                                                        \
  break

#define THREE_FOR(A, B, C, EXPRESSION)                                     \
  for (size_t i = 0; i < lanes; i++) { double x = A, y = B, z = C; d[i] = EXPRESSION; }

#define THREE(EXPRESSION)                                                  \
  {                                                                        \
    double p = a[0], q = b[0], r = c[0];                                   \
    switch (vectors & 7) {                                                 \
      case 7: THREE_FOR(a[i], b[i], c[i], EXPRESSION) break;               \
      case 6: THREE_FOR(p, b[i], c[i], EXPRESSION) break;                  \
      case 5: THREE_FOR(a[i], q, c[i], EXPRESSION) break;                  \
      case 4: THREE_FOR(p, q, c[i], EXPRESSION) break;                     \
      case 3: THREE_FOR(a[i], b[i], r, EXPRESSION) break;                  \
      case 2: THREE_FOR(p, b[i], r, EXPRESSION) break;                     \
      case 1: THREE_FOR(a[i], q, r, EXPRESSION) break;                     \
      default: THREE_FOR(p, q, r, EXPRESSION)                              \
    }                                                                      \
  }                                                                        \
  break

// d = d . a
#define GROWING(EXPRESSION)                                                \
  if (vectors & 1) {                                                       \
    for (size_t i = 0; i < lanes; i++) { double x = d[i], y = a[i]; d[i] = EXPRESSION; } \
  } else {                                                                 \
    double y = a[0];                                                       \
    for (size_t i = 0; i < lanes; i++) { double x = d[i]; d[i] = EXPRESSION; } \
  }                                                                        \
  break

FOR_THIS_PROCESSOR
void margin_run(const MarginInstruction *code, size_t count, double *memory, size_t lanes, int32_t step) {
  for (size_t n = 0; n < count; n++) {
    const MarginInstruction *instruction = code + n;
    if (step < instruction->from || step >= instruction->to) continue;
    double *restrict d = memory + instruction->destination + (ptrdiff_t)step * instruction->destinationStride;
    const double *restrict a = memory + instruction->a + (ptrdiff_t)step * instruction->aStride;
    const double *restrict b = memory + instruction->b + (ptrdiff_t)step * instruction->bStride;
    const double *restrict c = memory + instruction->c + (ptrdiff_t)step * instruction->cStride;
    unsigned vectors = instruction->vectors;
    switch (instruction->operation) {
      case MARGIN_COPY: ONE(x);
      case MARGIN_NEGATE: ONE(-x);
      case MARGIN_ADD: TWO(x + y);
      case MARGIN_SUBTRACT: TWO(x - y);
      case MARGIN_MULTIPLY: TWO(x * y);
      case MARGIN_DIVIDE: TWO(divided(x, y));
      case MARGIN_POWER: TWO(power(x, y));
      case MARGIN_MINIMUM: TWO(smaller(x, y));
      case MARGIN_MAXIMUM: TWO(larger(x, y));
      case MARGIN_LESS: TWO(truth(x < y && are_close(x, y) == 0, x, y));
      case MARGIN_AT_MOST: TWO(truth(x < y || are_close(x, y) != 0, x, y));
      case MARGIN_GREATER: TWO(truth(x > y && are_close(x, y) == 0, x, y));
      case MARGIN_AT_LEAST: TWO(truth(x > y || are_close(x, y) != 0, x, y));
      case MARGIN_EQUAL: TWO(truth(are_close(x, y) != 0, x, y));
      case MARGIN_UNEQUAL: TWO(truth(are_close(x, y) == 0, x, y));
      case MARGIN_AND: TWO(truth(x != 0 && y != 0, x, y));
      case MARGIN_OR: TWO(truth(x != 0 || y != 0, x, y));
      case MARGIN_NOT: ONE(truth(x == 0, x, 0));
      case MARGIN_SELECT: THREE(chosen(x, y, z));
      case MARGIN_FALLBACK: TWO(fallback(x, y));
      case MARGIN_REPLACE: TWO(replaced(x, y));
      case MARGIN_WHERE_DEFINED: TWO(where_defined(x, y));
      case MARGIN_FIRST: THREE(first_place(x, y, z));
      case MARGIN_ABSOLUTE: ONE(fabs(x));
      case MARGIN_ROOT: ONE(sqrt(x));
      case MARGIN_EXPONENTIAL: ONE(exp(defined(x)));
      case MARGIN_LOGARITHM: ONE(x > 0 ? log(defined(x)) : NAN);
      case MARGIN_GROW_BY_SUM: GROWING(x + y);
      case MARGIN_GROW_BY_DIFFERENCE: GROWING(x - y);
      case MARGIN_GROW_BY_PRODUCT: GROWING(x * y);
      case MARGIN_ADD_ADD: THREE(x + y + z);
      case MARGIN_ADD_MULTIPLY: THREE((x + y) * z);
      case MARGIN_SUBTRACT_MULTIPLY: THREE((x - y) * z);
      case MARGIN_MULTIPLY_ADD: THREE(x * y + z);
      case MARGIN_MULTIPLY_SUBTRACT: THREE(x * y - z);
      case MARGIN_MULTIPLY_MULTIPLY: THREE(x * y * z);
      case MARGIN_MULTIPLY_DIVIDE: THREE(divided(x * y, z));
      case MARGIN_DIVIDE_MULTIPLY: THREE(divided(x, y) * z);
      case MARGIN_LESS_PRODUCT: THREE(z - x * y);
    }
  }
}
