// W1 and W2: the 40 rows by hand, for one scenario or for eight at once. Included twice, with
// NUMBER, INPUTS_OF, CELLS_OF, ABOVE_ZERO, CHOOSE and NAME(function) defined.

// Computes what follows from the calls' prices in one month: the end of every chain of rows.
static inline void NAME(costs)(const INPUTS_OF *i, CELLS_OF *c, int t, NUMBER share) {
  c->call_cost[t] = c->small_cost[t] + c->large_cost[t];
  c->token_cost[t] = c->traffic[t] * c->call_cost[t];
  c->nonproduction[t] = c->token_cost[t] * share;
  c->gross[t] = c->token_cost[t] + c->nonproduction[t];
  c->discount[t] = ABOVE_ZERO(c->gross[t] - i->commitment) * i->discount_share;
  c->usage[t] = c->gross[t] - c->discount[t];
  c->total_cost[t] = c->usage[t] + c->review[t] + c->hosting[t] + c->amortisation[t];
  c->cost_per_outcome[t] = c->total_cost[t] / c->accepted[t];
  c->net[t] = c->accepted[t] * i->outcome_value - c->total_cost[t];
  c->present[t] = c->net[t] * c->factor[t];
}

// `step` is the twelfth root of one and the discount rate.
static inline void NAME(recalculate)(const INPUTS_OF *i, CELLS_OF *c, NUMBER step) {
  NUMBER level = step / step, price_level = level, learning = level, factor = level;
  NUMBER prompt = i->first_prompt, cumulative = level - level, worth = cumulative;
  NUMBER monthly = i->build_cost / i->life, reviewed = i->review_share * i->review_time * i->wage;
  NUMBER share = i->nonproduction_share / (1 - i->nonproduction_share), inverse = 1 / step;
  for (int t = 0; t < W1_MONTHS; t++) {
    c->level[t] = level *= 1 + i->growth;
    c->active[t] = i->first_users * level;
    c->traffic[t] = c->active[t] * i->requests_per_user;
    c->price_level[t] = price_level *= 1 - i->price_decline;
    c->prompt[t] = prompt += i->prompt_added;
    c->cached[t] = prompt * i->hit_rate;
    c->fresh[t] = prompt - c->cached[t];
    c->small_input[t] = c->fresh[t] * i->small_input_price * price_level;
    c->small_cached[t] = c->cached[t] * i->small_cached_price * price_level;
    c->small_output[t] = i->output_tokens * i->small_output_price * price_level;
    c->small_call[t] = c->small_input[t] + c->small_cached[t] + c->small_output[t];
    c->large_input[t] = c->fresh[t] * i->large_input_price * price_level;
    c->large_cached[t] = c->cached[t] * i->large_cached_price * price_level;
    c->large_output[t] = i->output_tokens * i->large_output_price * price_level;
    c->large_call[t] = c->large_input[t] + c->large_cached[t] + c->large_output[t];
    c->learning[t] = learning *= i->retained;
    NUMBER retry = c->retry_now[t] = i->retry_floor + (i->retry_rate - i->retry_floor) * learning;
    NUMBER unresolved = c->unresolved[t] = (retry * retry) * (retry * retry);
    c->tries[t] = (1 - unresolved) / (1 - retry);
    c->escalated[t] = i->escalation_rate + unresolved - i->escalation_rate * unresolved;
    c->small_cost[t] = c->small_call[t] * c->tries[t];
    c->large_cost[t] = c->large_call[t] * c->escalated[t];
    c->review[t] = c->traffic[t] * reviewed;
    c->hosting[t] = i->hosting_base + c->traffic[t] * i->hosting_each;
    c->age[t] = level - level + (t + 1);
    c->amortisation[t] = CHOOSE(monthly, t + 1, i->life);
    c->accepted[t] = c->traffic[t] * i->acceptance * (1 - unresolved * (1 - i->large_success));
    c->factor[t] = factor *= inverse;
    NAME(costs)(i, c, t, share);
    c->cumulative_net[t] = cumulative += c->net[t];
    c->net_present_value[t] = worth += c->present[t];
  }
}

// Anew what depends on the price of the small model's input.
static inline void NAME(edit_price)(const INPUTS_OF *i, CELLS_OF *c) {
  NUMBER cumulative = i->growth - i->growth, worth = cumulative;
  NUMBER share = i->nonproduction_share / (1 - i->nonproduction_share);
  for (int t = 0; t < W1_MONTHS; t++) {
    c->small_input[t] = c->fresh[t] * i->small_input_price * c->price_level[t];
    c->small_call[t] = c->small_input[t] + c->small_cached[t] + c->small_output[t];
    c->small_cost[t] = c->small_call[t] * c->tries[t];
    NAME(costs)(i, c, t, share);
    c->cumulative_net[t] = cumulative += c->net[t];
    c->net_present_value[t] = worth += c->present[t];
  }
}

// Anew what depends on the hit rate.
static inline void NAME(edit_hit_rate)(const INPUTS_OF *i, CELLS_OF *c) {
  for (int t = 0; t < W1_MONTHS; t++) {
    c->cached[t] = c->prompt[t] * i->hit_rate;
    c->fresh[t] = c->prompt[t] - c->cached[t];
    c->small_cached[t] = c->cached[t] * i->small_cached_price * c->price_level[t];
    c->large_input[t] = c->fresh[t] * i->large_input_price * c->price_level[t];
    c->large_cached[t] = c->cached[t] * i->large_cached_price * c->price_level[t];
    c->large_call[t] = c->large_input[t] + c->large_cached[t] + c->large_output[t];
    c->large_cost[t] = c->large_call[t] * c->escalated[t];
  }
  NAME(edit_price)(i, c);
}
