/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Looking for bytes, many at a time, and where records end: a newline ends one when the number of quotes before it in
 * the record is even.
 */
#ifndef EXQ_SCAN_H
#define EXQ_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How often `byte` occurs. */
size_t exq_scan_count(const char *bytes, size_t length, char byte);

/* Where either of two bytes stands: places, ascending, room for `length` of them; how many. At most 65536 bytes. */
size_t exq_scan_places(const char *bytes, size_t length, char one, char other, uint16_t *places);

/* Behind the newline that ends the record at `at`, or NULL when it does not end before `end`. Without quotes
 * (`quoted` false) any newline will do. */
const char *exq_scan_record(const char *at, const char *end, bool quoted);

/* Behind the last newline that ends a record, or NULL. `bytes` is the start of a record. */
const char *exq_scan_last_record(const char *bytes, size_t length, bool quoted);

#endif
