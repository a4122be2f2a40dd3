// W3 and W4: one trial or point, or eight at once, with everything hoisted that neither the draws nor the axes reach.
// Included twice, with NUMBER, ABOVE_ZERO and NAME(function) defined.

typedef struct { NUMBER total_cost, cost_per_outcome, net_present_value; } NAME(outcome);

// The draws of a trial.
typedef struct {
  NUMBER growth, requests_per_user, price_decline, first_prompt, hit_rate, retry_rate, review_share, acceptance;
} NAME(draws);

static inline NAME(outcome) NAME(trial)(const inputs *i, const hoisted *h, NAME(draws) d) {
  NUMBER zero = d.growth - d.growth, price_level = zero + 1, prompt = d.first_prompt;
  NUMBER traffic = i->first_users * d.requests_per_user;
  NUMBER grown = 1 + d.growth, declined = 1 - d.price_decline, excess = d.retry_rate - i->retry_floor;
  NUMBER reviewed = d.review_share * (i->review_time * i->wage) + i->hosting_each;
  // Dollars per token of prompt; what is cached costs less.
  NUMBER small_price = (1 - d.hit_rate) * i->small_input_price + d.hit_rate * i->small_cached_price;
  NUMBER large_price = (1 - d.hit_rate) * i->large_input_price + d.hit_rate * i->large_cached_price;
  NUMBER total = zero, accepted_in_all = zero, worth = zero;
  for (int t = 0; t < W3_MONTHS; t++) {
    traffic *= grown;
    price_level *= declined;
    prompt += i->prompt_added;
    NUMBER retry = i->retry_floor + excess * h->learning[t];
    NUMBER unresolved = (retry * retry) * (retry * retry);
    NUMBER tries = (1 - unresolved) / (1 - retry);
    NUMBER escalated = i->escalation_rate + unresolved * (1 - i->escalation_rate);
    NUMBER call = (prompt * small_price + h->small_output) * tries + (prompt * large_price + h->large_output) * escalated;
    NUMBER gross = traffic * call * price_level * h->production;
    NUMBER usage = gross - ABOVE_ZERO(gross - i->commitment) * i->discount_share;
    NUMBER cost = usage + traffic * reviewed + h->fixed[t];
    NUMBER accepted = traffic * d.acceptance * (1 - unresolved * h->failing);
    total += cost;
    accepted_in_all += accepted;
    worth += (accepted * i->outcome_value - cost) * h->factor[t];
  }
  return (NAME(outcome)){total, total / accepted_in_all, worth};
}

// A point of the grid: only the hit rate and the retry rate move.
static inline NAME(outcome) NAME(point)(const inputs *i, const hoisted *h, NUMBER hit_rate, NUMBER retry_rate) {
  NUMBER zero = hit_rate - hit_rate, excess = retry_rate - i->retry_floor, total = zero, all = zero, worth = zero;
  NUMBER small_price = (1 - hit_rate) * i->small_input_price + hit_rate * i->small_cached_price;
  NUMBER large_price = (1 - hit_rate) * i->large_input_price + hit_rate * i->large_cached_price;
  for (int t = 0; t < W3_MONTHS; t++) {
    NUMBER retry = i->retry_floor + excess * h->learning[t];
    NUMBER unresolved = (retry * retry) * (retry * retry);
    NUMBER tries = (1 - unresolved) / (1 - retry);
    NUMBER escalated = i->escalation_rate + unresolved * (1 - i->escalation_rate);
    NUMBER call =
        (h->prompt[t] * small_price + h->small_output) * tries + (h->prompt[t] * large_price + h->large_output) * escalated;
    NUMBER gross = call * h->paid_traffic[t];
    NUMBER usage = gross - ABOVE_ZERO(gross - i->commitment) * i->discount_share;
    NUMBER cost = usage + h->beside[t];
    NUMBER accepted = h->taken[t] * (1 - unresolved * h->failing);
    total += cost;
    all += accepted;
    worth += (accepted * i->outcome_value - cost) * h->factor[t];
  }
  return (NAME(outcome)){total, total / all, worth};
}
