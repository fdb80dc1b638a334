/**
 * Sums of rows by key: batches of columns come in, a row for each key goes out, with counts, sums,
 * least and greatest values; now and then several of a key, where memory is for fewer keys. What
 * the first step of a query would do row by row is done column by column here. One thread per
 * table. Pure: no files, no Flink.
 */
package io.flowledger.archive.group;
