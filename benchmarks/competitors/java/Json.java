import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Just enough JSON for the lines of benchmarks/process.py: the JDK brings none.
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
        int end = text.indexOf('"', at);
        String inside = text.substring(at, end);
        if (inside.indexOf('\\') >= 0) {
            throw new IllegalArgumentException("no text of a case has escapes: " + inside);
        }
        at = end + 1;
        return inside;
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
