import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.quartz.CronExpression;
import org.quartz.core.QuartzScheduler;

/**
 * Measures Quartz, as benchmarks/process.py asks line by line.
 *
 * <p>Batches are timed by System.nanoTime, after a warm-up for the compiler of the virtual
 * machine. Seconds since 1970 come in and go out; a zone of null is UTC.
 */
public final class Harness {
    // As in benchmarks/measure.py: a batch takes so many different items, unless that makes it so
    // many times longer than asked.
    private static final int LEAST_ITEMS = 40;
    private static final int LONGEST = 6;

    /** What is written here cannot be left out by the compiler. */
    private static volatile Object sink;

    private final Map<Long, Prepared> cases = new HashMap<>();

    /** A case that is ready: its work, how often a batch does it, fire times of one call. */
    private record Prepared(IntFunction<Object> work, int calls, int share) {}

    public static void main(String[] arguments) throws IOException {
        Harness harness = new Harness();
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("{\"version\": " + Json.quoted(version()) + "}");
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            System.out.println(harness.reply(line));
        }
    }

    private static String version() {
        return String.join(
                ".",
                QuartzScheduler.getVersionMajor(),
                QuartzScheduler.getVersionMinor(),
                QuartzScheduler.getVersionIteration());
    }

    private String reply(String line) {
        try {
            return answer(Json.object(line));
        } catch (ParseException | RuntimeException error) {
            return "{\"fails\": " + Json.quoted(error.toString()) + "}";
        }
    }

    private String answer(Map<String, Object> asked) throws ParseException {
        if (asked.get("do").equals("once")) {
            Prepared ready = cases.get((Long) asked.get("case"));
            double spent = timed(ready.work, ready.calls);
            return "{\"value\": " + spent / ready.calls / ready.share + "}";
        }
        List<CronExpression> expressions = parsed(asked);
        List<Date> starts = dates(asked);
        boolean backwards = asked.get("job").equals("previous");
        if (backwards && expressions.get(0).getTimeBefore(starts.get(0)) == null) {
            return "{\"cannot\": \"cannot look backwards: getTimeBefore gives null\"}";
        }
        String answers = answers(asked, expressions, starts, backwards);
        cases.put((Long) asked.get("case"), prepared(asked, expressions.get(0), starts));
        return "{\"answers\": [" + answers + "]}";
    }

    private static List<CronExpression> parsed(Map<String, Object> asked) throws ParseException {
        List<CronExpression> made = new ArrayList<>();
        for (String text : texts(asked)) {
            made.add(parse(text, zone(asked)));
        }
        return made;
    }

    private static CronExpression parse(String text, TimeZone zone) throws ParseException {
        CronExpression expression = new CronExpression(text);
        expression.setTimeZone(zone);
        return expression;
    }

    @SuppressWarnings("unchecked")
    private static List<String> texts(Map<String, Object> asked) {
        return (List<String>) asked.get("texts");
    }

    private static TimeZone zone(Map<String, Object> asked) {
        Object name = asked.get("zone");
        return TimeZone.getTimeZone(name == null ? "UTC" : (String) name);
    }

    @SuppressWarnings("unchecked")
    private static List<Date> dates(Map<String, Object> asked) {
        return ((List<Long>) asked.get("starts"))
                .stream().map(seconds -> new Date(seconds * 1000)).collect(Collectors.toList());
    }

    private static int number(Map<String, Object> asked, String name) {
        return ((Long) asked.get(name)).intValue();
    }

    private static String answers(
            Map<String, Object> asked,
            List<CronExpression> expressions,
            List<Date> starts,
            boolean backwards) {
        List<String> found = new ArrayList<>();
        long end = System.nanoTime() + (Long) asked.get("patience");
        for (int i = 0; i < number(asked, "checked"); i++) {
            if (i > 0 && System.nanoTime() > end) {
                break;
            }
            CronExpression expression = expressions.get(i % expressions.size());
            Date fire = starts.get(i);
            for (int left = number(asked, "take"); left > 0; left--) {
                fire = fire == null ? null : step(expression, fire, backwards);
                found.add(fire == null ? "null" : Long.toString(fire.getTime() / 1000));
            }
        }
        return String.join(",", found);
    }

    private static Date step(CronExpression expression, Date fire, boolean backwards) {
        return backwards ? expression.getTimeBefore(fire) : expression.getTimeAfter(fire);
    }

    private static Prepared prepared(
            Map<String, Object> asked, CronExpression expression, List<Date> starts) {
        long batch = number(asked, "batch");
        long warmUp = number(asked, "warm_up");
        boolean iterates = asked.get("job").equals("iterate");
        IntFunction<Object> work = work(asked, expression, starts.toArray(new Date[0]));
        int calls = calibrated(work, batch, warmUp);
        return new Prepared(work, calls, iterates ? number(asked, "fires") : 1);
    }

    private static IntFunction<Object> work(
            Map<String, Object> asked, CronExpression expression, Date[] starts) {
        String[] texts = texts(asked).toArray(new String[0]);
        TimeZone zone = zone(asked);
        int fires = number(asked, "fires");
        switch ((String) asked.get("job")) {
            case "parse":
                return i -> parsedOrThrown(texts[i % texts.length], zone);
            case "iterate":
                return i -> last(expression, starts[i % starts.length], fires);
            case "previous":
                return i -> expression.getTimeBefore(starts[i % starts.length]);
            default:
                return i -> expression.getTimeAfter(starts[i % starts.length]);
        }
    }

    private static CronExpression parsedOrThrown(String text, TimeZone zone) {
        try {
            return parse(text, zone);
        } catch (ParseException error) {
            throw new IllegalArgumentException(error);
        }
    }

    private static Date last(CronExpression expression, Date start, int fires) {
        Date fire = start;
        for (int left = fires; left > 0 && fire != null; left--) {
            fire = expression.getTimeAfter(fire);
        }
        return fire;
    }

    /** Returns the nanoseconds that so many calls take. */
    private static double timed(IntFunction<Object> work, int calls) {
        long start = System.nanoTime();
        for (int i = 0; i < calls; i++) {
            sink = work.apply(i);
        }
        return System.nanoTime() - start;
    }

    /** Returns how many calls make a batch, having warmed up. */
    private static int calibrated(IntFunction<Object> work, long batch, long warmUp) {
        double spent = 0;
        // The least cost counts: one try may have been interrupted.
        double cost = Double.MAX_VALUE;
        for (int calls = 1; spent < warmUp; ) {
            double lasted = Math.max(timed(work, calls), 1);
            spent += lasted;
            cost = Math.min(cost, lasted / calls);
            calls = (int) Math.max(1, Math.min(calls * 2.0, batch / cost));
        }
        double items = Math.min(LEAST_ITEMS, LONGEST * batch / cost);
        return (int) Math.max(Math.max(batch / cost, items), 1);
    }
}
