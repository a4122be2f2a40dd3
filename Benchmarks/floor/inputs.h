// The inputs of a scenario in the order of peers/scenario.py, which writes them to the file that the floor reads.
#ifndef INPUTS_H
#define INPUTS_H

#include <stdint.h>

enum { W1_MONTHS = 60, W3_MONTHS = 24, WIDTH = 8 };

typedef double wide __attribute__((vector_size(WIDTH * sizeof(double))));
typedef int64_t wide_bits __attribute__((vector_size(WIDTH * sizeof(double))));
typedef uint64_t wide_word __attribute__((vector_size(WIDTH * sizeof(double))));

#define FOR_EACH_INPUT(_)                                                                                              \
  _(first_users) _(growth) _(requests_per_user) _(price_decline) _(first_prompt) _(prompt_added) _(output_tokens)      \
  _(hit_rate) _(small_input_price) _(small_cached_price) _(small_output_price) _(large_input_price)                    \
  _(large_cached_price) _(large_output_price) _(retry_rate) _(retry_floor) _(retained) _(escalation_rate)              \
  _(large_success) _(nonproduction_share) _(commitment) _(discount_share) _(review_share) _(review_time) _(wage)       \
  _(hosting_base) _(hosting_each) _(build_cost) _(life) _(acceptance) _(outcome_value) _(discount_rate)

#define FOR_EACH_ROW(_)                                                                                                \
  _(level) _(active) _(traffic) _(price_level) _(prompt) _(cached) _(fresh) _(small_input) _(small_cached)             \
  _(small_output) _(small_call) _(large_input) _(large_cached) _(large_output) _(large_call) _(learning) _(retry_now)  \
  _(unresolved) _(tries) _(escalated) _(small_cost) _(large_cost) _(call_cost) _(token_cost) _(nonproduction) _(gross) \
  _(discount) _(usage) _(review) _(hosting) _(age) _(amortisation) _(total_cost) _(accepted) _(cost_per_outcome)       \
  _(net) _(cumulative_net) _(factor) _(present) _(net_present_value)

#define DECLARE_SCALAR(name) double name;
#define DECLARE_WIDE(name) wide name;
#define DECLARE_SCALAR_ROW(name) double name[W1_MONTHS];
#define DECLARE_WIDE_ROW(name) wide name[W1_MONTHS];

typedef struct { FOR_EACH_INPUT(DECLARE_SCALAR) } inputs;
typedef struct { FOR_EACH_INPUT(DECLARE_WIDE) } wide_inputs;
typedef struct { FOR_EACH_ROW(DECLARE_SCALAR_ROW) } cells;
typedef struct { FOR_EACH_ROW(DECLARE_WIDE_ROW) } wide_cells;

enum { INPUTS = sizeof(inputs) / sizeof(double), ROWS = sizeof(cells) / sizeof(double) / W1_MONTHS };

static inline double above_zero(double x) { return x > 0 ? x : 0; }
static inline wide wide_above_zero(wide x) { return (wide)((wide_bits)x & (x > 0)); }
static inline double choose(double value, double age, double life) { return age <= life ? value : 0; }
static inline wide wide_choose(wide value, double age, wide life) { return (wide)((wide_bits)value & (age <= life)); }

#endif
