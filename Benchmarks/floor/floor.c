// The floor: what a loop written by hand for this one scenario takes, one number at a time and eight at once.
//
//     floor WORKLOAD SCENARIOS-FILE SIZE RUNS
//
// Built with NATIVE for this machine's own instructions, where alone eight at once are measured; FLAGS are told with the
// times.
// W1 and W2 take their scenarios from the file, W3 and W4 the first of it. Prints one JSON record a line.
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <time.h>

#include "hoisted.h"
#include "sampling.h"

#define NUMBER double
#define INPUTS_OF inputs
#define CELLS_OF cells
#define ABOVE_ZERO above_zero
#define CHOOSE choose
#define NAME(function) function##_of_one
#include "rows.h"
#include "trial.h"
#undef NUMBER
#undef INPUTS_OF
#undef CELLS_OF
#undef ABOVE_ZERO
#undef CHOOSE
#undef NAME

#define NUMBER wide
#define INPUTS_OF wide_inputs
#define CELLS_OF wide_cells
#define ABOVE_ZERO wide_above_zero
#define CHOOSE wide_choose
#define NAME(function) function##_of_eight
#include "rows.h"
#include "trial.h"

#ifdef NATIVE
enum { IS_NATIVE = 1 };
#define OF_ONE "C, native"
#else
enum { IS_NATIVE = 0 };
#define OF_ONE "C"
#endif
#define OF_EIGHT "C, 8 wide"

enum { OUTPUTS = 3 };
static const char *const output_names[OUTPUTS] = {"total_cost", "cost_per_outcome", "net_present_value"};

typedef struct {
  int scenario_count, size, runs;
  inputs *scenarios;
  // As many blocks of eight as the scenarios fill; what is left over is filled with the last one.
  int block_count;
  wide_inputs *blocks;
  cells *cells;
  wide_cells *wide_cells;
  double *steps;
  wide *wide_steps;
  hoisted hoisted;
  quantiles hit_rates, retry_rates;
  double *outcomes[OUTPUTS];
  double sums[OUTPUTS];
  double new_price, new_hit_rate;
} bench;

static double now(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return time.tv_sec + time.tv_nsec * 1e-9;
}

static void *take(size_t count, size_t size) {
  void *memory = aligned_alloc(64, (count * size + 63) / 64 * 64);
  if (!memory) exit(2);
  memset(memory, 0, count * size);
  return memory;
}

// Runs the work until it took a tenth of a second in each run, and prints the record but for its results.
static void measure(bench *b, const char *workload, const char *engine, long work, void (*body)(bench *)) {
  double wall[256], busy[256];
  body(b);
  double once = now(CLOCK_MONOTONIC);
  body(b);
  once = now(CLOCK_MONOTONIC) - once;
  int repeat = once < 0.1 ? (int)(0.1 / once) + 1 : 1;
  for (int run = 0; run < b->runs; run++) {
    double start = now(CLOCK_MONOTONIC), cpu = now(CLOCK_PROCESS_CPUTIME_ID);
    for (int k = 0; k < repeat; k++) body(b);
    wall[run] = (now(CLOCK_MONOTONIC) - start) / repeat;
    busy[run] = (now(CLOCK_PROCESS_CPUTIME_ID) - cpu) / repeat;
  }
  struct rusage used;
  getrusage(RUSAGE_SELF, &used);
  printf("{\"workload\": \"%s\", \"engine\": \"%s\", \"flags\": \"%s\", \"work\": %ld, \"memory\": %ld, \"wall\": [",
         workload, engine, FLAGS, work, used.ru_maxrss);
  for (int run = 0; run < b->runs; run++) printf("%s%.9g", run ? ", " : "", wall[run]);
  printf("], \"cpu\": [");
  for (int run = 0; run < b->runs; run++) printf("%s%.9g", run ? ", " : "", busy[run]);
  printf("], \"results\": {");
}

// W1 and W2.

static void all_of_one(bench *b) {
  for (int s = 0; s < b->scenario_count; s++) recalculate_of_one(&b->scenarios[s], &b->cells[s], b->steps[s]);
}

static void all_of_eight(bench *b) {
  for (int k = 0; k < b->block_count; k++) recalculate_of_eight(&b->blocks[k], &b->wide_cells[k], b->wide_steps[k]);
}

static void price_of_one(bench *b) {
  for (int s = 0; s < b->scenario_count; s++) {
    b->scenarios[s].small_input_price = b->new_price;
    edit_price_of_one(&b->scenarios[s], &b->cells[s]);
  }
}

static void price_of_eight(bench *b) {
  for (int k = 0; k < b->block_count; k++) {
    b->blocks[k].small_input_price = b->new_price + (wide){0};
    edit_price_of_eight(&b->blocks[k], &b->wide_cells[k]);
  }
}

static void input_of_one(bench *b) {
  b->scenarios[0].hit_rate = b->new_hit_rate;
  edit_hit_rate_of_one(&b->scenarios[0], &b->cells[0]);
}

static void tell_cells(const bench *b, int is_wide) {
  double total = 0, accepted = 0, worth = 0;
  for (int s = 0; s < b->scenario_count; s++) {
    const wide_cells *block = &b->wide_cells[s / WIDTH];
    for (int t = 0; t < W1_MONTHS; t++) {
      total += is_wide ? block->total_cost[t][s % WIDTH] : b->cells[s].total_cost[t];
      accepted += is_wide ? block->accepted[t][s % WIDTH] : b->cells[s].accepted[t];
    }
    int last = W1_MONTHS - 1;
    worth += is_wide ? block->net_present_value[last][s % WIDTH] : b->cells[s].net_present_value[last];
  }
  printf("\"total_cost\": %.17g, \"cost_per_outcome\": %.17g, \"net_present_value\": %.17g}}\n", total,
         total / accepted, worth);
}

static void prepare_cells(bench *b) {
  b->block_count = (b->scenario_count + WIDTH - 1) / WIDTH;
  b->cells = take(b->scenario_count, sizeof(cells));
  b->wide_cells = take(b->block_count, sizeof(wide_cells));
  b->blocks = take(b->block_count, sizeof(wide_inputs));
  b->steps = take(b->scenario_count, sizeof(double));
  b->wide_steps = take(b->block_count, sizeof(wide));
  for (int s = 0; s < b->block_count * WIDTH; s++) {
    int from = s < b->scenario_count ? s : b->scenario_count - 1;
    const double *one = (const double *)&b->scenarios[from];
    wide *eight = (wide *)&b->blocks[s / WIDTH];
    for (int k = 0; k < INPUTS; k++) eight[k][s % WIDTH] = one[k];
    b->steps[from] = pow(1 + b->scenarios[from].discount_rate, 1.0 / 12);
    b->wide_steps[s / WIDTH][s % WIDTH] = b->steps[from];
  }
}

// W3.

enum { GROWTH, REQUESTS, DECLINE, PROMPT, HIT_RATE, RETRY_RATE, REVIEW, ACCEPTANCE, DRAWS };
static const double correlation = 0.51763809020504152, beside_correlation = 0.85559967716735219;
// Mean and deviation of the logarithms of lognormal(20, 5) and lognormal(30000, 6000).
static double requests_mu, requests_sigma, prompt_mu, prompt_sigma;

static void prepare_draws(bench *b) {
  requests_sigma = sqrt(log1p(5.0 / 20 * 5 / 20));
  requests_mu = log(20) - requests_sigma * requests_sigma / 2;
  prompt_sigma = sqrt(log1p(0.04));
  prompt_mu = log(30000) - prompt_sigma * prompt_sigma / 2;
  tabulate_beta(&b->hit_rates, 8, 3);
  tabulate_beta(&b->retry_rates, 2, 18);
  for (int k = 0; k < OUTPUTS; k++) b->outcomes[k] = take(b->size + WIDTH, sizeof(double));
}

static void trials_of_one(bench *b) {
  for (long n = 0; n < b->size; n++) {
    double u[DRAWS];
    for (int k = 0; k < DRAWS; k++) u[k] = uniform(n * DRAWS + k);
    double z = normal(u[REQUESTS]), y = correlation * z + beside_correlation * normal(u[PROMPT]);
    draws_of_one d = {
        .growth = 0.03 + 0.008 * normal(u[GROWTH]),
        .requests_per_user = exp(requests_mu + requests_sigma * z),
        .price_decline = 0.005 + 0.015 * u[DECLINE],
        .first_prompt = exp(prompt_mu + prompt_sigma * y),
        .hit_rate = beta(&b->hit_rates, normal(u[HIT_RATE])),
        .retry_rate = beta(&b->retry_rates, normal(u[RETRY_RATE])),
        .review_share = triangular(u[REVIEW], 0.005, 0.01, 0.02),
        .acceptance = triangular(u[ACCEPTANCE], 0.80, 0.88, 0.95),
    };
    outcome_of_one o = trial_of_one(b->scenarios, &b->hoisted, d);
    b->outcomes[0][n] = o.total_cost;
    b->outcomes[1][n] = o.cost_per_outcome;
    b->outcomes[2][n] = o.net_present_value;
  }
}

static void trials_of_eight(bench *b) {
  const wide_word lanes = {0, 8, 16, 24, 32, 40, 48, 56};
  for (long n = 0; n < b->size; n += WIDTH) {
    wide u[DRAWS];
    for (int k = 0; k < DRAWS; k++) u[k] = wide_uniform(lanes + (uint64_t)(n * DRAWS + k));
    wide z = wide_normal(u[REQUESTS]), y = correlation * z + beside_correlation * wide_normal(u[PROMPT]);
    draws_of_eight d = {
        .growth = 0.03 + 0.008 * wide_normal(u[GROWTH]),
        .requests_per_user = wide_exp(requests_mu + requests_sigma * z),
        .price_decline = 0.005 + 0.015 * u[DECLINE],
        .first_prompt = wide_exp(prompt_mu + prompt_sigma * y),
        .hit_rate = wide_beta(&b->hit_rates, wide_normal(u[HIT_RATE])),
        .retry_rate = wide_beta(&b->retry_rates, wide_normal(u[RETRY_RATE])),
        .review_share = wide_triangular(u[REVIEW], 0.005, 0.01, 0.02),
        .acceptance = wide_triangular(u[ACCEPTANCE], 0.80, 0.88, 0.95),
    };
    outcome_of_eight o = trial_of_eight(b->scenarios, &b->hoisted, d);
    memcpy(b->outcomes[0] + n, &o.total_cost, sizeof(wide));
    memcpy(b->outcomes[1] + n, &o.cost_per_outcome, sizeof(wide));
    memcpy(b->outcomes[2] + n, &o.net_present_value, sizeof(wide));
  }
}

// The value of a rank, by parting the values around it.
static double select_rank(double *values, long count, long rank) {
  long low = 0, high = count - 1;
  while (low < high) {
    double pivot = values[(low + high) / 2];
    long i = low, j = high;
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i <= j) {
        double other = values[i];
        values[i++] = values[j];
        values[j--] = other;
      }
    }
    if (rank <= j) high = j; else if (rank >= i) low = i; else break;
  }
  return values[rank];
}

static void summarise(bench *b) {
  for (int k = 0; k < OUTPUTS; k++) {
    double sum = 0;
    for (long n = 0; n < b->size; n++) sum += b->outcomes[k][n];
    b->sums[k] = sum;
    select_rank(b->outcomes[k], b->size, b->size / 2);
  }
}

static void simulate_of_one(bench *b) { trials_of_one(b); summarise(b); }
static void simulate_of_eight(bench *b) { trials_of_eight(b); summarise(b); }

static void tell_distribution(bench *b) {
  for (int k = 0; k < OUTPUTS; k++) {
    double mean = b->sums[k] / b->size, squares = 0, half = sqrt(b->size) / 2, *values = b->outcomes[k];
    for (long n = 0; n < b->size; n++) squares += (values[n] - mean) * (values[n] - mean);
    double median = select_rank(values, b->size, b->size / 2);
    double low = select_rank(values, b->size, (long)fmax(0, b->size / 2.0 - half));
    double high = select_rank(values, b->size, (long)fmin(b->size - 1, b->size / 2.0 + half));
    printf("%s\"%s\": {\"mean\": %.17g, \"mean_error\": %.17g, \"median\": %.17g, \"median_error\": %.17g}",
           k ? ", " : "", output_names[k], mean, sqrt(squares / (b->size - 1.0) / b->size), median, (high - low) / 2);
  }
  printf("}}\n");
}

// W4.

static void grid_of_one(bench *b) {
  double stride = 1000 / b->size, sums[OUTPUTS] = {0};
  for (int i = 0; i < b->size; i++)
    for (int j = 0; j < b->size; j++) {
      outcome_of_one o = point_of_one(b->scenarios, &b->hoisted, 0.001 * stride * i, 0.0005 * stride * j);
      long n = (long)i * b->size + j;
      sums[0] += b->outcomes[0][n] = o.total_cost;
      sums[1] += b->outcomes[1][n] = o.cost_per_outcome;
      sums[2] += b->outcomes[2][n] = o.net_present_value;
    }
  memcpy(b->sums, sums, sizeof sums);
}

static void grid_of_eight(bench *b) {
  double stride = 1000 / b->size;
  const wide lanes = {0, 1, 2, 3, 4, 5, 6, 7};
  double sums[OUTPUTS] = {0};
  for (int i = 0; i < b->size; i++) {
    wide hit_rate = 0.001 * stride * i + (wide){0};
    for (int j = 0; j < b->size; j += WIDTH) {
      outcome_of_eight o = point_of_eight(b->scenarios, &b->hoisted, hit_rate, 0.0005 * stride * (j + lanes));
      long n = (long)i * b->size + j;
      int count = b->size - j < WIDTH ? b->size - j : WIDTH;
      for (int k = 0; k < count; k++) {
        sums[0] += b->outcomes[0][n + k] = o.total_cost[k];
        sums[1] += b->outcomes[1][n + k] = o.cost_per_outcome[k];
        sums[2] += b->outcomes[2][n + k] = o.net_present_value[k];
      }
    }
  }
  memcpy(b->sums, sums, sizeof sums);
}

static void tell_sums(const bench *b) {
  for (int k = 0; k < OUTPUTS; k++) printf("%s\"%s\": %.17g", k ? ", " : "", output_names[k], b->sums[k]);
  printf("}}\n");
}

// Reads the file that peers/write_scenarios.py writes: two counts, the two edits, then the inputs of each scenario.
static void read_scenarios(bench *b, const char *path) {
  FILE *file = fopen(path, "r");
  int inputs_in_file;
  if (!file || fscanf(file, "%d %d %lf %lf", &b->scenario_count, &inputs_in_file, &b->new_price, &b->new_hit_rate) != 4 ||
      inputs_in_file != INPUTS || b->scenario_count < 1 || b->scenario_count > 1000000) {
    fprintf(stderr, "floor: %s holds no scenarios of %d inputs\n", path, INPUTS);
    exit(2);
  }
  b->scenarios = take(b->scenario_count, sizeof(inputs));
  for (long k = 0; k < (long)b->scenario_count * INPUTS; k++)
    if (fscanf(file, "%lf", (double *)b->scenarios + k) != 1) exit(2);
  fclose(file);
}

int main(int count, char **arguments) {
  if (count != 5) return fprintf(stderr, "usage: floor W1|W2|W3|W4 SCENARIOS-FILE SIZE RUNS\n"), 2;
  static bench b;
  read_scenarios(&b, arguments[2]);
  b.size = atoi(arguments[3]);
  b.runs = atoi(arguments[4]);
  if (b.size < 2 || b.runs < 1 || b.runs > 256) return 2;
  b.hoisted = hoist(b.scenarios);
  long all = (long)b.scenario_count * ROWS * W1_MONTHS;
  switch (arguments[1][1]) {
    case '1':
      prepare_cells(&b);
      measure(&b, "W1", OF_ONE, all, all_of_one), tell_cells(&b, 0);
      if (IS_NATIVE) measure(&b, "W1", OF_EIGHT, all, all_of_eight), tell_cells(&b, 1);
      break;
    case '2':
      prepare_cells(&b);
      all_of_one(&b), all_of_eight(&b);
      double old_hit_rate = b.scenarios[0].hit_rate, old_price = b.scenarios[0].small_input_price;
      measure(&b, "W2 input", OF_ONE, all, input_of_one), tell_cells(&b, 0);
      b.scenarios[0].hit_rate = old_hit_rate;
      edit_hit_rate_of_one(&b.scenarios[0], &b.cells[0]);
      if (old_price == b.new_price) return 2;
      measure(&b, "W2 price", OF_ONE, all, price_of_one), tell_cells(&b, 0);
      if (IS_NATIVE) measure(&b, "W2 price", OF_EIGHT, all, price_of_eight), tell_cells(&b, 1);
      break;
    case '3':
      prepare_draws(&b);
      measure(&b, "W3", OF_ONE, b.size, simulate_of_one), tell_distribution(&b);
      if (IS_NATIVE) measure(&b, "W3", OF_EIGHT, b.size, simulate_of_eight), tell_distribution(&b);
      break;
    case '4':
      for (int k = 0; k < OUTPUTS; k++) b.outcomes[k] = take((size_t)b.size * b.size + WIDTH, sizeof(double));
      measure(&b, "W4", OF_ONE, (long)b.size * b.size, grid_of_one), tell_sums(&b);
      if (IS_NATIVE) measure(&b, "W4", OF_EIGHT, (long)b.size * b.size, grid_of_eight), tell_sums(&b);
      break;
    default: return 2;
  }
  return 0;
}
