/**
 * Small files of {@code flows} into few large ones, sorted and checked: rows come in from readers
 * of files, chunk by chunk, and go out to a stream, with sums that say whether they are the same.
 * It decides order, names and which files belong together; when to do it, and putting the new files
 * in the place of the old ones, is the caller's.
 */
package io.flowledger.archive.compact;
