import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import org.quartz.CronExpression;
import org.quartz.core.QuartzScheduler;

/** Answers for Quartz, line by line, as tests/real_systems/programs.py asks. */
public final class QuartzSystem {
    private QuartzSystem() {}

    public static void main(String[] arguments) throws IOException {
        BufferedReader lines =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println("{\"version\": " + Json.quoted(version()) + "}");
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            System.out.println(answer(Json.object(line)));
        }
    }

    private static String version() {
        return String.join(
                ".",
                QuartzScheduler.getVersionMajor(),
                QuartzScheduler.getVersionMinor(),
                QuartzScheduler.getVersionIteration());
    }

    private static String answer(Map<String, Object> asked) {
        CronExpression expression;
        try {
            expression = new CronExpression((String) asked.get("text"));
        } catch (ParseException | RuntimeException error) {
            return failed(false, error);
        }
        Object zone = asked.get("zone");
        expression.setTimeZone(TimeZone.getTimeZone(zone == null ? "UTC" : (String) zone));
        try {
            return "{\"taken\": true, \"runs\": " + walks(expression, asked) + "}";
        } catch (RuntimeException error) {
            return failed(true, error);
        }
    }

    private static String failed(boolean taken, Exception error) {
        String failure = Json.quoted(error.toString());
        return "{\"taken\": " + taken + ", \"failure\": " + failure + "}";
    }

    private static List<List<Long>> walks(CronExpression expression, Map<String, Object> asked) {
        List<List<Long>> found = new ArrayList<>();
        for (Object start : (List<?>) asked.get("starts")) {
            found.add(walk(expression, new Date((Long) start * 1000), (Long) asked.get("take")));
        }
        return found;
    }

    /** Returns the next runs after a moment; null at the end where the search gives up. */
    private static List<Long> walk(CronExpression expression, Date moment, long take) {
        List<Long> runs = new ArrayList<>();
        while (moment != null && runs.size() < take) {
            moment = expression.getTimeAfter(moment);
            runs.add(moment == null ? null : (Long) (moment.getTime() / 1000));
        }
        return runs;
    }
}
