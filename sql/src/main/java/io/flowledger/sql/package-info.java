/**
 * SQL over a warehouse from a program: a table environment in which the catalog is in place. Rooms
 * below it hold the catalog, its functions, the runner of statements and the interactive client.
 * Nothing of it writes to a warehouse.
 */
package io.flowledger.sql;
