/**
 * Compaction as a batch: which hours of a day are closed, their parts spread over tasks, and the
 * new files of an hour put in the place of the old ones once all of its parts are there and right.
 */
package io.flowledger.jobs.compact;
