#include "CMarginLibrary.h"

#ifndef __has_embed
#error "This compiler has no #embed (C23): take a newer Swift toolchain, 6.3 is known to work."
#endif
#pragma clang diagnostic ignored "-Wc23-extensions"

struct entry {
  const char *name;
  const unsigned char *bytes;
  size_t length;
};

// The files of templates/ but those of templates/tests/, in the order of their names; a test compares with the folder
// and writes the rows.
static const struct entry entries[] = {
#define ENTRY agent
#include "entry.h"
#define ENTRY attribution
#include "entry.h"
#define ENTRY batching
#include "entry.h"
#define ENTRY business-case
#include "entry.h"
#define ENTRY capacity
#include "entry.h"
#define ENTRY cost-investigation
#include "entry.h"
#define ENTRY decision-record
#include "entry.h"
#define ENTRY diagnostics
#include "entry.h"
#define ENTRY fleet
#include "entry.h"
#define ENTRY full-stack
#include "entry.h"
#define ENTRY gpu
#include "entry.h"
#define ENTRY hidden-recompute
#include "entry.h"
#define ENTRY human-baseline
#include "entry.h"
#define ENTRY human-in-the-loop
#include "entry.h"
#define ENTRY inference
#include "entry.h"
#define ENTRY margin-fragility
#include "entry.h"
#define ENTRY memory-and-compute
#include "entry.h"
#define ENTRY migration
#include "entry.h"
#define ENTRY model-choice
#include "entry.h"
#define ENTRY non-production
#include "entry.h"
#define ENTRY outcomes
#include "entry.h"
#define ENTRY own-the-base
#include "entry.h"
#define ENTRY peak-capacity
#include "entry.h"
#define ENTRY price-windows
#include "entry.h"
#define ENTRY prices/anthropic
#include "entry.h"
#define ENTRY prices/bedrock
#include "entry.h"
#define ENTRY prices/deepseek
#include "entry.h"
#define ENTRY prices/google
#include "entry.h"
#define ENTRY prices/mistral
#include "entry.h"
#define ENTRY prices/openai
#include "entry.h"
#define ENTRY prices/xai
#include "entry.h"
#define ENTRY prompt-cache
#include "entry.h"
#define ENTRY prompt-compression
#include "entry.h"
#define ENTRY queueing
#include "entry.h"
#define ENTRY rag-or-fine-tune
#include "entry.h"
#define ENTRY retries
#include "entry.h"
#define ENTRY roadmap
#include "entry.h"
#define ENTRY routing
#include "entry.h"
#define ENTRY slo-retry
#include "entry.h"
#define ENTRY speculative-decoding
#include "entry.h"
#define ENTRY starters/agent
#include "entry.h"
#define ENTRY starters/business-case
#include "entry.h"
#define ENTRY starters/caching
#include "entry.h"
#define ENTRY starters/gpus
#include "entry.h"
#define ENTRY starters/hardware
#include "entry.h"
#define ENTRY starters/margin-check
#include "entry.h"
#define ENTRY starters/own-or-rent
#include "entry.h"
#define ENTRY starters/retrieval
#include "entry.h"
#define ENTRY starters/roadmap
#include "entry.h"
#define ENTRY starters/serving
#include "entry.h"
#define ENTRY starters/support
#include "entry.h"
#define ENTRY starters/weekly
#include "entry.h"
#define ENTRY starters/which-model
#include "entry.h"
};

size_t margin_library_count(void) { return sizeof entries / sizeof entries[0]; }

const char *margin_library_name(size_t index) {
  return index < margin_library_count() ? entries[index].name : NULL;
}

const unsigned char *margin_library_bytes(size_t index) {
  return index < margin_library_count() ? entries[index].bytes : NULL;
}

size_t margin_library_length(size_t index) {
  return index < margin_library_count() ? entries[index].length : 0;
}
