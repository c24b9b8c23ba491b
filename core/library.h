/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The libraries of others: each is told of by the one file that includes it.
 */
#ifndef EXQ_LIBRARY_H
#define EXQ_LIBRARY_H

typedef struct exq_library {
    const char *name;
    const char *(*version)(void); /* as the library tells it; where it tells none, that of its header */
} exq_library;

/* The text of a version that a header has in numbers. */
#define EXQ_VERSION_TEXT(major, minor, release) \
    EXQ_VERSION_AS_TEXT(major) "." EXQ_VERSION_AS_TEXT(minor) "." EXQ_VERSION_AS_TEXT(release)
#define EXQ_VERSION_AS_TEXT(number) #number

extern const exq_library exq_library_cjson;
extern const exq_library exq_library_csv;
extern const exq_library exq_library_openssl;
extern const exq_library exq_library_rmath;
extern const exq_library exq_library_utf8proc;
extern const exq_library exq_library_xml;
extern const exq_library exq_library_xxhash;
extern const exq_library exq_library_yaml;
extern const exq_library exq_library_zlib;
extern const exq_library exq_library_zstd;

#endif
