#include "CMarginKernels.h"
#include "processor.h"

#include <math.h>

// Normal scores by the rational approximations of M. J. Wichura (1988), "Algorithm AS 241: The Percentage Points of the
// Normal Distribution", Applied Statistics 37(3), 477-484. Coefficients stand from the highest power down.

#define QUOTIENT(R, A7, A6, A5, A4, A3, A2, A1, A0, B7, B6, B5, B4, B3, B2, B1)        \
  ((((((((A7 * R + A6) * R + A5) * R + A4) * R + A3) * R + A2) * R + A1) * R + A0) /   \
   (((((((B7 * R + B6) * R + B5) * R + B4) * R + B3) * R + B2) * R + B1) * R + 1))

// Between the probabilities 0.075 and 0.925, per distance from 0.5.
INLINE double central_score(double r) {
  return QUOTIENT(
      r, 2509.0809287301226727, 33430.575583588128105, 67265.770927008700853, 45921.953931549871457,
      13731.693765509461125, 1971.5909503065514427, 133.14166789178437745, 3.3871328727963666080,
      5226.4952788528545610, 28729.085735721942674, 39307.895800092710610, 21213.794301586595867,
      5394.1960214247511077, 687.18700749205790830, 42.313330701600911252);
}

// Down to a probability of about 1.4e-11.
INLINE double tail_score(double r) {
  return QUOTIENT(
      r, 7.74545014278341407640e-4, 0.0227238449892691845833, 0.241780725177450611770, 1.27045825245236838258,
      3.64784832476320460504, 5.76949722146069140550, 4.63033784615654529590, 1.42343711074968357734,
      1.05075007164441684324e-9, 5.47593808499534494600e-4, 0.0151986665636164571966, 0.148103976427480074590,
      0.689767334985100004550, 1.67638483018380384940, 2.05319162663775882187);
}

// Below that.
static double far_tail_score(double r) {
  return QUOTIENT(
      r, 2.01033439929228813265e-7, 2.71155556874348757815e-5, 0.00124266094738807843860, 0.0265321895265761230930,
      0.296560571828504891230, 1.78482653991729133580, 5.46378491116411436990, 6.65790464350110377720,
      2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5, 7.86869131145613259100e-4,
      0.0148753612908506148525, 0.136929880922735805310, 0.599832206555887937690);
}

// Outside of the centre.
static double outer_score(double p) {
  if (!(p > 0 && p < 1)) return p == 0 ? -INFINITY : p == 1 ? INFINITY : NAN;
  double depth = __builtin_elementwise_sqrt(-log(p < 0.5 ? p : 1 - p));
  double score = depth <= 5 ? tail_score(depth - 1.6) : far_tail_score(depth - 5);
  return p < 0.5 ? -score : score;
}

double margin_normal_score(double p) {
  double distance = p - 0.5;
  return fabs(distance) <= 0.425 ? distance * central_score(0.180625 - distance * distance) : outer_score(p);
}

enum { AT_ONCE = 512 };

// `out` may be what is read: each place is read before it is written, and by no other one.
#define EACH(I, COUNT) _Pragma("clang loop vectorize(assume_safety)") for (size_t I = 0; I < (size_t)(COUNT); I++)

// All of a block by the central approximation, then once more the few that lie in the tails: gathered, so that these
// too are a loop without branches.
FOR_THIS_PROCESSOR
static void block_of_scores(double *out, const double *uniforms, int count) {
  int places[AT_ONCE];
  double outside[AT_ONCE], depths[AT_ONCE];
  int tails = 0;
  for (int i = 0; i < count; i++) {
    places[tails] = i;
    outside[tails] = uniforms[i];
    tails += !(fabs(uniforms[i] - 0.5) <= 0.425);
  }
  EACH(i, count) {
    double distance = uniforms[i] - 0.5;
    out[i] = distance * central_score(0.180625 - distance * distance);
  }
  for (int i = 0; i < tails; i++) {
    double p = outside[i];
    depths[i] = -log(p < 0.5 ? p : 1 - p);
  }
  int rare = 0;
  for (int i = 0; i < tails; i++) {
    double depth = __builtin_elementwise_sqrt(depths[i]), score = tail_score(depth - 1.6);
    rare += !(depth <= 5);
    depths[i] = outside[i] < 0.5 ? -score : score;
  }
  if (rare)
    for (int i = 0; i < tails; i++)
      if (!(outside[i] > 1e-10 && outside[i] < 1 - 1e-10)) depths[i] = outer_score(outside[i]);
  for (int i = 0; i < tails; i++) out[places[i]] = depths[i];
}

void margin_normal_scores(double *out, const double *uniforms, size_t count) {
  for (size_t first = 0; first < count; first += AT_ONCE) {
    size_t left = count - first;
    block_of_scores(out + first, uniforms + first, left < AT_ONCE ? (int)left : AT_ONCE);
  }
}

FOR_THIS_PROCESSOR
void margin_uniform_draws(double *out, const double *uniforms, size_t count, double low, double high) {
  double width = high - low;
  EACH(i, count) {
    double p = uniforms[i];
    // From the nearer end, so that both ends are reached exactly.
    double draw = p <= 0.5 ? low + p * width : high - (1 - p) * width;
    out[i] = p >= 0 && p <= 1 ? draw : NAN;
  }
}

FOR_THIS_PROCESSOR
void margin_triangular_draws(double *out, const double *uniforms, size_t count, double low, double mode, double high) {
  double width = high - low, share = (mode - low) / width, rest = (high - mode) / width;
  EACH(i, count) {
    double p = uniforms[i];
    double height = width * __builtin_elementwise_sqrt(p <= share ? p * share : (1 - p) * rest);
    double draw = p <= share ? low + height : high - height;
    out[i] = p >= 0 && p <= 1 ? draw : NAN;
  }
}

FOR_THIS_PROCESSOR
static void block_of_quintics(double *out, const double *places, int count, const double *coefficients, int pieces) {
  int64_t starts[AT_ONCE];
  double rests[AT_ONCE];
  EACH(i, count) {
    // A whole number and a rest, by adding 2^52, which leaves no room for the digits behind the point.
    double shifted = (places[i] > 0.5 ? places[i] - 0.5 : 0) + 0x1p52;
    rests[i] = places[i] - (shifted - 0x1p52);
    int64_t piece = (int64_t)((union { double number; uint64_t bits; }){shifted}.bits & 0xFFFFFFFFFFFFF);
    starts[i] = 6 * (piece < pieces ? piece : pieces - 1);
  }
  for (int i = 0; i < count; i++) {
    const double *c = coefficients + starts[i];
    double t = rests[i];
    double value = c[0] + t * (c[1] + t * (c[2] + t * (c[3] + t * (c[4] + t * c[5]))));
    // Rounding may not lead a draw out of its piece: a larger place never gives much less.
    value = value < c[0] ? c[0] : value;
    out[i] = value > c[6] ? c[6] : value;
  }
}

void margin_quintics(double *out, const double *places, size_t count, const double *coefficients, size_t pieces) {
  for (size_t first = 0; first < count; first += AT_ONCE) {
    size_t left = count - first;
    block_of_quintics(
        out + first, places + first, left < AT_ONCE ? (int)left : AT_ONCE, coefficients, (int)pieces);
  }
}
