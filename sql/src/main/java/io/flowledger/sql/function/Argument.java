package io.flowledger.sql.function;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.inference.ArgumentCount;
import org.apache.flink.table.types.inference.CallContext;
import org.apache.flink.table.types.inference.InputTypeStrategy;
import org.apache.flink.table.types.inference.Signature;
import org.apache.flink.table.types.inference.TypeInference;

/** What functions check of their arguments, in the words that a person sees. */
final class Argument {

    private static final long LAST_ADDRESS = 0xFFFF_FFFFL;
    private static final int LAST_OF_16_BITS = 0xFFFF;
    private static final int LAST_OF_8_BITS = 0xFF;

    private Argument() {}

    static long address(String function, long address) {
        if (address < 0 || address > LAST_ADDRESS) {
            throw wrong(function, address, "an IPv4 address is 0 to " + LAST_ADDRESS);
        }
        return address;
    }

    static int prefixLength(String function, int length) {
        return within(function, length, Integer.SIZE, "a prefix length");
    }

    static int port(String function, int port) {
        return within(function, port, LAST_OF_16_BITS, "a port");
    }

    static int octet(String function, int value, String what) {
        return within(function, value, LAST_OF_8_BITS, what);
    }

    static int positive(String function, int value, String what) {
        if (value <= 0) {
            throw wrong(function, value, what + " are 1 or more");
        }
        return value;
    }

    /** From 0 to 1. */
    static double part(String function, double part) {
        if (!(part >= 0 && part <= 1)) {
            throw wrong(function, part, "a part is 0 to 1, e.g. 0.95");
        }
        return part;
    }

    static IllegalArgumentException wrong(String function, Object value, String why) {
        return new IllegalArgumentException(function + "(" + value + "): " + why);
    }

    private static int within(String function, int value, int last, String what) {
        if (value < 0 || value > last) {
            throw wrong(function, value, what + " is 0 to " + last);
        }
        return value;
    }

    /**
     * A type inference that looks at an argument while the statement is planned, where it is a
     * constant: wrong, it fails before anything runs.
     *
     * @param check throws IllegalArgumentException
     */
    static <T> TypeInference checked(
            TypeInference plain, int position, Class<T> type, Consumer<T> check) {
        TypeInference.Builder checked =
                TypeInference.newBuilder()
                        .inputTypeStrategy(
                                new CheckedInput<>(
                                        plain.getInputTypeStrategy(), position, type, check))
                        .stateTypeStrategies(plain.getStateTypeStrategies())
                        .outputTypeStrategy(plain.getOutputTypeStrategy());
        plain.getStaticArguments().ifPresent(checked::staticArguments);
        return checked.build();
    }

    private record CheckedInput<T>(
            InputTypeStrategy plain, int position, Class<T> type, Consumer<T> check)
            implements InputTypeStrategy {

        @Override
        public ArgumentCount getArgumentCount() {
            return plain.getArgumentCount();
        }

        @Override
        public Optional<List<DataType>> inferInputTypes(CallContext call, boolean throwOnFailure) {
            Optional<List<DataType>> types = plain.inferInputTypes(call, throwOnFailure);
            if (types.isPresent() && call.isArgumentLiteral(position)) {
                try {
                    call.getArgumentValue(position, type).ifPresent(check);
                } catch (IllegalArgumentException e) {
                    throw new ValidationException(e.getMessage());
                }
            }
            return types;
        }

        @Override
        public List<Signature> getExpectedSignatures(FunctionDefinition definition) {
            return plain.getExpectedSignatures(definition);
        }
    }
}
