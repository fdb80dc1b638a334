/**
 * The command line: one class a command, option values checked here, errors as one line each. Reads
 * arguments and configuration files, calls the jobs, prints for people and scripts; it decides
 * nothing about flows.
 */
package io.flowledger.cli;
