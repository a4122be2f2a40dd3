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
#define ENTRY capacity
#include "entry.h"
#define ENTRY fleet
#include "entry.h"
#define ENTRY human-baseline
#include "entry.h"
#define ENTRY inference
#include "entry.h"
#define ENTRY price-windows
#include "entry.h"
#define ENTRY prompt-cache
#include "entry.h"
#define ENTRY starters/own-or-rent
#include "entry.h"
#define ENTRY starters/serving
#include "entry.h"
#define ENTRY starters/support
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
