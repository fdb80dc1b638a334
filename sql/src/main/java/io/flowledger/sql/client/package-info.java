/**
 * SQL typed by a person, and SQL on another machine: Flink's own client with the catalog in place,
 * in front of a gateway in this process or one elsewhere. Knows which jars those need; statements
 * and their answers are Flink's.
 */
package io.flowledger.sql.client;
