import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Just enough JSON for lines as benchmarks/process.py writes them: the JDK brings none.
 *
 * <p>Objects are maps, arrays lists, numbers longs; fractions are not expected.
 */
final class Json {
    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** Reads one object. */
    @SuppressWarnings("unchecked")
    static Map<String, Object> object(String line) {
        return (Map<String, Object>) new Json(line).value();
    }

    private Object value() {
        switch (peek()) {
            case '{':
                return members();
            case '[':
                return items();
            case '"':
                return string();
            default:
                return word();
        }
    }

    private Map<String, Object> members() {
        Map<String, Object> made = new LinkedHashMap<>();
        at++;
        while (peek() != '}') {
            String name = string();
            expect(':');
            made.put(name, value());
            passComma();
        }
        at++;
        return made;
    }

    private List<Object> items() {
        List<Object> made = new ArrayList<>();
        at++;
        while (peek() != ']') {
            made.add(value());
            passComma();
        }
        at++;
        return made;
    }

    private String string() {
        expect('"');
        StringBuilder made = new StringBuilder();
        while (text.charAt(at) != '"') {
            made.append(text.charAt(at) == '\\' ? escaped() : text.charAt(at));
            at++;
        }
        at++;
        return made.toString();
    }

    /** Reads the escape at this place and stops at its last sign. */
    private char escaped() {
        char sign = text.charAt(++at);
        if (sign == 'u') {
            at += 4;
            return (char) Integer.parseInt(text.substring(at - 3, at + 1), 16);
        }
        int known = "bfnrt".indexOf(sign);
        return known < 0 ? sign : "\b\f\n\r\t".charAt(known);
    }

    private Object word() {
        int start = at;
        while (at < text.length() && ",]} ".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        String word = text.substring(start, at);
        return word.equals("null") ? null : (Object) Long.valueOf(word);
    }

    private void passComma() {
        if (peek() == ',') {
            at++;
        }
    }

    private void expect(char sign) {
        if (peek() != sign) {
            throw new IllegalArgumentException("no " + sign + " at " + at);
        }
        at++;
    }

    private char peek() {
        while (text.charAt(at) == ' ') {
            at++;
        }
        return text.charAt(at);
    }

    /** Writes a string, with what would end it escaped. */
    static String quoted(String words) {
        StringBuilder made = new StringBuilder("\"");
        for (char each : words.toCharArray()) {
            if (each == '"' || each == '\\') {
                made.append('\\');
            }
            made.append(each < ' ' ? ' ' : each);
        }
        return made.append('"').toString();
    }
}
