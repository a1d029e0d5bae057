// croner: one object, never started, asked from any moment.

import { Cron } from "croner";

export function parse(text, zone) {
  return new Cron(text, zone === null ? {} : { timezone: zone });
}

export function next(schedule, start) {
  return schedule.nextRun(start);
}

export function previous(schedule, start) {
  return schedule.previousRuns(1, start)[0] ?? null;
}

export function run(schedule, start, count) {
  let fire = start;
  for (let left = count; left > 0 && fire !== null; left--) {
    fire = schedule.nextRun(fire);
  }
  return fire;
}
