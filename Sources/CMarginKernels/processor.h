#ifndef PROCESSOR_H
#define PROCESSOR_H

// Two roundings stay two: results must not depend on the processor.
#pragma STDC FP_CONTRACT OFF

#if defined(__x86_64__) && defined(__linux__) && !__has_feature(address_sanitizer) && !__has_feature(thread_sanitizer)
#define FOR_THIS_PROCESSOR __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))
#else
#define FOR_THIS_PROCESSOR
#endif

#define INLINE static inline __attribute__((always_inline))

#endif
