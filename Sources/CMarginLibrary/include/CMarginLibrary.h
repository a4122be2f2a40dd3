#ifndef CMARGINLIBRARY_H
#define CMARGINLIBRARY_H

#include <stddef.h>

// The texts of templates/, embedded in the program so that it needs no file of its own at run time.
// The index runs from 0 to margin_library_count() - 1; outside it the name and the bytes are null.

size_t margin_library_count(void);

// The path below templates/ without its extension: `inference`, `starters/support`.
const char *margin_library_name(size_t index);

// The text in UTF-8, without a closing zero; it lives as long as the program.
const unsigned char *margin_library_bytes(size_t index);

size_t margin_library_length(size_t index);

#endif
