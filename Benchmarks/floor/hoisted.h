// What neither the draws of W3 nor the axes of W4 reach, computed once.
#ifndef HOISTED_H
#define HOISTED_H

#include <math.h>

#include "inputs.h"

typedef struct {
  double small_output, large_output, production, failing;
  double learning[W3_MONTHS], factor[W3_MONTHS], fixed[W3_MONTHS];
  // For W4 alone: tokens of a prompt, requests multiplied by what their tokens' price does, all other cost, and the
  // outcomes before those that stay unresolved.
  double prompt[W3_MONTHS], paid_traffic[W3_MONTHS], beside[W3_MONTHS], taken[W3_MONTHS];
} hoisted;

static hoisted hoist(const inputs *i) {
  hoisted h = {0};
  h.small_output = i->output_tokens * i->small_output_price;
  h.large_output = i->output_tokens * i->large_output_price;
  h.production = 1 + i->nonproduction_share / (1 - i->nonproduction_share);
  h.failing = 1 - i->large_success;
  double learning = 1, factor = 1, level = 1, price_level = 1, prompt = i->first_prompt;
  for (int t = 0; t < W3_MONTHS; t++) {
    h.learning[t] = learning *= i->retained;
    h.factor[t] = factor /= pow(1 + i->discount_rate, 1.0 / 12);
    h.fixed[t] = i->hosting_base + (t + 1 <= i->life ? i->build_cost / i->life : 0);
    level *= 1 + i->growth;
    price_level *= 1 - i->price_decline;
    h.prompt[t] = prompt += i->prompt_added;
    double traffic = i->first_users * level * i->requests_per_user;
    h.paid_traffic[t] = traffic * price_level * h.production;
    h.beside[t] = traffic * (i->review_share * i->review_time * i->wage + i->hosting_each) + h.fixed[t];
    h.taken[t] = traffic * i->acceptance;
  }
  return h;
}

#endif
