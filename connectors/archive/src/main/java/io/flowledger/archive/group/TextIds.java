package io.flowledger.archive.group;

import io.flowledger.archive.read.Text;
import java.util.Arrays;

/** Numbers for texts, from 0 on in the order in which they come, by open addressing. */
final class TextIds {

    private static final int FIRST_INDEX_BITS = 8;
    private static final int GOLDEN = 0x9E37_79B9;

    /** Id + 1; 0 is free. */
    private int[] index = new int[1 << FIRST_INDEX_BITS];

    private int shift = Integer.SIZE - FIRST_INDEX_BITS;
    private byte[][] texts = new byte[1 << FIRST_INDEX_BITS - 1][];
    private int size;

    /** Rows of a dictionary-coded page share the objects of their texts. */
    private Text previous;

    private int previousId;

    int size() {
        return size;
    }

    /** By id. What is in it now stays; texts to come may be in another array. */
    byte[][] texts() {
        return texts;
    }

    int of(Text text) {
        if (text != previous) {
            previousId = find(text);
            previous = text;
        }
        return previousId;
    }

    private int find(Text text) {
        int mask = index.length - 1;
        int slot = slot(hash(text.bytes(), text.from(), text.from() + text.length()));
        while (index[slot] != 0) {
            int id = index[slot] - 1;
            if (isSame(texts[id], text)) {
                return id;
            }
            slot = slot + 1 & mask;
        }
        return append(slot, text);
    }

    private static boolean isSame(byte[] known, Text text) {
        return Arrays.equals(
                known, 0, known.length, text.bytes(), text.from(), text.from() + text.length());
    }

    private int append(int slot, Text text) {
        int id = size++;
        if (id == texts.length) {
            texts = Arrays.copyOf(texts, 2 * id);
        }
        texts[id] = Arrays.copyOfRange(text.bytes(), text.from(), text.from() + text.length());
        index[slot] = size;
        if (2 * size > index.length) {
            growIndex();
        }
        return id;
    }

    private void growIndex() {
        index = new int[2 * index.length];
        shift--;
        int mask = index.length - 1;
        for (int id = 0; id < size; id++) {
            int slot = slot(hash(texts[id], 0, texts[id].length));
            while (index[slot] != 0) {
                slot = slot + 1 & mask;
            }
            index[slot] = id + 1;
        }
    }

    private int slot(int hash) {
        return hash * GOLDEN >>> shift;
    }

    private static int hash(byte[] bytes, int from, int to) {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }
}
