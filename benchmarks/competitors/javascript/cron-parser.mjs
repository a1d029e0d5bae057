// cron-parser: one object with a position, moved to each start.

import { CronExpressionParser } from "cron-parser";

export function parse(text, zone) {
  return CronExpressionParser.parse(text, zone === null ? {} : { tz: zone });
}

export function next(schedule, start) {
  schedule.reset(start);
  return fireOrNull(() => schedule.next());
}

export function previous(schedule, start) {
  schedule.reset(start);
  return fireOrNull(() => schedule.prev());
}

export function run(schedule, start, count) {
  schedule.reset(start);
  let fire = null;
  for (let left = count; left > 0; left--) {
    fire = schedule.next();
  }
  return fire;
}

// It throws where it gives up looking.
function fireOrNull(ask) {
  try {
    return ask().toDate();
  } catch (error) {
    if (/limit|span/.test(error.message)) {
      return null;
    }
    throw error;
  }
}
