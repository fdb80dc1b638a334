/**
 * The warehouse as a Flink catalog: its directories as tables with partitions, the views and the
 * functions that are shipped. Reads directories while statements are planned; refuses whatever
 * would change the warehouse.
 */
package io.flowledger.sql.catalog;
