// One row of the table in library.c: the file templates/ENTRY.margin. Included once for each ENTRY.

#define TEXT_OF(tokens) #tokens
#define EXPANDED_TEXT_OF(tokens) TEXT_OF(tokens)
#define ENTRY_FILE EXPANDED_TEXT_OF(../../templates/ENTRY.margin)

{
  .name = EXPANDED_TEXT_OF(ENTRY),
  .bytes = (const unsigned char[]){
#embed ENTRY_FILE
  },
  .length = sizeof((const unsigned char[]){
#embed ENTRY_FILE
  }),
},

#undef ENTRY_FILE
#undef EXPANDED_TEXT_OF
#undef TEXT_OF
#undef ENTRY
