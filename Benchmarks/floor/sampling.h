// Draws for W3: a counter-based generator, and each shape by the inverse of its distribution.
#ifndef SAMPLING_H
#define SAMPLING_H

#include <math.h>
#include <string.h>

#include "inputs.h"

// Input k of trial n has the counter 8 n + k; the mixing is splitmix64's.
#define MIX(word)                                          \
  word = (word ^ (word >> 30)) * 0xbf58476d1ce4e5b9ull;    \
  word = (word ^ (word >> 27)) * 0x94d049bb133111ebull;    \
  word = word ^ (word >> 31);

static inline double uniform(uint64_t counter) {
  uint64_t word = (counter + 1) * 0x9e3779b97f4a7c15ull;
  MIX(word)
  word = (word >> 12) | 0x3ff0000000000000ull;
  double number;
  memcpy(&number, &word, sizeof number);
  return number - (1 - 0x1p-53);
}

static inline wide wide_uniform(wide_word counter) {
  wide_word word = (counter + 1) * 0x9e3779b97f4a7c15ull;
  MIX(word)
  word = (word >> 12) | 0x3ff0000000000000ull;
  return (wide)word - (1 - 0x1p-53);
}

// The inverse of the normal distribution by Acklam's rational approximation, relative error 1.2e-9.
#define CENTRE(q, r)                                                                                               \
  ((((((-3.969683028665376e+01 * r + 2.209460984245205e+02) * r - 2.759285104469687e+02) * r +                     \
      1.383577518672690e+02) * r - 3.066479806614716e+01) * r + 2.506628277459239e+00) * q /                       \
   (((((-5.447609879822406e+01 * r + 1.615858368580409e+02) * r - 1.556989798598866e+02) * r +                     \
      6.680131188771972e+01) * r - 1.328068155288572e+01) * r + 1))
enum { TAIL_PER_MILLION = 24250 };
static const double tail = TAIL_PER_MILLION * 1e-6;

static double normal_tail(double p) {
  double q = sqrt(-2 * log(p < 0.5 ? p : 1 - p));
  double z = (((((-7.784894002430293e-03 * q - 3.223964580411365e-01) * q - 2.400758277161838e+00) * q -
                2.549732539343734e+00) * q + 4.374664141464968e+00) * q + 2.938163982698783e+00) /
             ((((7.784695709041462e-03 * q + 3.224671290700398e-01) * q + 2.445134137142996e+00) * q +
               3.754408661907416e+00) * q + 1);
  return p < 0.5 ? z : -z;
}

static inline double normal(double p) {
  double q = p - 0.5, r = q * q;
  return fabs(q) > 0.5 - tail ? normal_tail(p) : CENTRE(q, r);
}

static inline wide wide_normal(wide p) {
  wide q = p - 0.5, r = q * q, z = CENTRE(q, r);
  for (int k = 0; k < WIDTH; k++)
    if (__builtin_expect(fabs(q[k]) > 0.5 - tail, 0)) z[k] = normal_tail(p[k]);
  return z;
}

// e to a power between -700 and 700.
static inline wide wide_exp(wide x) {
  const double shift = 0x1.8p52;
  wide rounded = x * 1.4426950408889634 + shift, n = rounded - shift;
  wide r = x - n * 6.93147180369123816490e-01 - n * 1.90821492927058770002e-10;
  wide sum = r * (1.0 / 39916800) + 1.0 / 3628800;
  const double terms[] = {1.0 / 362880, 1.0 / 40320, 1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 0.5, 1, 1};
  for (int k = 0; k < 10; k++) sum = sum * r + terms[k];
  return (wide)((wide_bits)sum + ((wide_bits)rounded << 52));
}

// The quantiles of a beta distribution of whole parameters against normal quantiles, a line between each two.
enum { KNOTS = 4096 };
static const double furthest = 6.5;
typedef struct { double at[KNOTS + 1]; } quantiles;

static double beta_below(int a, int b, double x) {
  double sum = 0;
  for (int j = a; j < a + b; j++)
    sum += exp(lgamma(a + b) - lgamma(j + 1) - lgamma(a + b - j) + j * log(x) + (a + b - 1 - j) * log1p(-x));
  return sum;
}

static void tabulate_beta(quantiles *table, int a, int b) {
  for (int k = 0; k <= KNOTS; k++) {
    double z = furthest * (2.0 * k / KNOTS - 1), p = 0.5 * erfc(-z * M_SQRT1_2), low = 0, high = 1;
    for (int step = 0; step < 60; step++) {
      double middle = 0.5 * (low + high);
      if (beta_below(a, b, middle) < p) low = middle; else high = middle;
    }
    table->at[k] = 0.5 * (low + high);
  }
}

static inline double beta(const quantiles *table, double z) {
  double place = (z + furthest) * (KNOTS / (2 * furthest));
  place = place < 0 ? 0 : place > KNOTS - 1 ? KNOTS - 1 : place;
  int k = (int)place;
  return table->at[k] + (place - k) * (table->at[k + 1] - table->at[k]);
}

static inline wide wide_beta(const quantiles *table, wide z) {
  wide x;
  for (int k = 0; k < WIDTH; k++) x[k] = beta(table, z[k]);
  return x;
}

static inline double triangular(double p, double low, double mode, double high) {
  double split = (mode - low) / (high - low);
  return p < split ? low + sqrt(p * (high - low) * (mode - low)) : high - sqrt((1 - p) * (high - low) * (high - mode));
}

static inline wide wide_triangular(wide p, double low, double mode, double high) {
  double split = (mode - low) / (high - low);
  wide rising = p * ((high - low) * (mode - low)), falling = (1 - p) * ((high - low) * (high - mode));
  wide_bits first = p < split;
  wide root = (wide)(((wide_bits)rising & first) | ((wide_bits)falling & ~first));
  for (int k = 0; k < WIDTH; k++) root[k] = sqrt(root[k]);
  return (wide)(((wide_bits)(low + root) & first) | ((wide_bits)(high - root) & ~first));
}

#endif
