package io.flowledger.cli;

import java.time.DateTimeException;
import java.time.YearMonth;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Months as people write them on a command line: ISO-8601. */
final class Months implements ITypeConverter<YearMonth> {

    @Override
    public YearMonth convert(String text) {
        try {
            return YearMonth.parse(text);
        } catch (DateTimeException e) {
            throw new TypeConversionException("'" + text + "' is no month; write 2026-01");
        }
    }
}
