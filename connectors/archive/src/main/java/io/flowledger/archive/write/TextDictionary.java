package io.flowledger.archive.write;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.io.api.Binary;

/** Dictionary of short texts; looked up once per datagram, not per flow. */
final class TextDictionary implements Dictionary {

    /** Map entry, boxed code, Binary and its array, roughly. */
    private static final int BYTES_PER_ENTRY = 160;

    private final Map<Binary, Integer> codes = new HashMap<>();
    private final List<Binary> values = new ArrayList<>();

    int codeOf(Binary value) {
        Integer code = codes.get(value);
        if (code == null) {
            code = values.size();
            codes.put(value, code);
            values.add(value);
        }
        return code;
    }

    @Override
    public int size() {
        return values.size();
    }

    @Override
    public int plainBytes(int count) {
        int bytes = 0;
        for (Binary value : values.subList(0, count)) {
            bytes += Integer.BYTES + value.length();
        }
        return bytes;
    }

    @Override
    public void putPlain(int count, PageBytes page) {
        for (Binary value : values.subList(0, count)) {
            page.putByteArray(value.getBytesUnsafe(), 0, value.length());
        }
    }

    @Override
    public long retainedBytes() {
        return (long) BYTES_PER_ENTRY * values.size();
    }

    @Override
    public void clear() {
        codes.clear();
        values.clear();
    }
}
