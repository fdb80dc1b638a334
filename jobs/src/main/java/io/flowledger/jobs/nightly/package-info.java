/**
 * What is done with a warehouse day by day: steps that can each be repeated for any day, run in
 * order, and what they report. One run at a time for a warehouse.
 */
package io.flowledger.jobs.nightly;
