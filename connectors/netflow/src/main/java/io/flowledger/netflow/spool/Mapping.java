package io.flowledger.netflow.spool;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;

/**
 * Gives mapped memory back at once. Left to the garbage collector, which a receiver with a small
 * heap and no garbage hardly runs, deleted segments would keep their disk space for hours. The
 * caller answers for nobody using the buffer any more.
 */
final class Mapping {

    private static final MethodHandle INVOKE_CLEANER = findInvokeCleaner();

    private Mapping() {}

    static void release(MappedByteBuffer buffer) {
        if (INVOKE_CLEANER == null) {
            return;
        }
        try {
            INVOKE_CLEANER.invoke((ByteBuffer) buffer);
        } catch (Throwable e) {
            throw new IllegalStateException("cannot unmap a spool segment", e);
        }
    }

    /** sun.misc.Unsafe is in the supported module jdk.unsupported; null where it has gone. */
    private static MethodHandle findInvokeCleaner() {
        try {
            Class<?> unsafe = Class.forName("sun.misc.Unsafe");
            Field field = unsafe.getDeclaredField("theUnsafe");
            field.setAccessible(true);
            return MethodHandles.lookup()
                    .findVirtual(
                            unsafe,
                            "invokeCleaner",
                            MethodType.methodType(void.class, ByteBuffer.class))
                    .bindTo(field.get(null));
        } catch (ReflectiveOperationException | RuntimeException e) {
            return null;
        }
    }
}
