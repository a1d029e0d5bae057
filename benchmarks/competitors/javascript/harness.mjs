// Measures one package from npm, as benchmarks/process.py asks line by line.
//
// The package's name is the argument; the module of that name beside this file knows how it is
// asked. Batches are timed by process.hrtime, after a warm-up for the compiler of V8.

import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

const name = process.argv[2];
const competitor = await import(`./${name}.mjs`);
const manifest = new URL(`./node_modules/${name}/package.json`, import.meta.url);

// As in benchmarks/measure.py: a batch takes so many different items, unless that makes it so
// many times longer than asked.
const LEAST_ITEMS = 40;
const LONGEST = 6;

const prepared = new Map();
let sink = null; // keeps results alive, so that no call can be left out

function tell(answer) {
  process.stdout.write(JSON.stringify(answer) + "\n");
}

function timed(work, calls) {
  const start = process.hrtime.bigint();
  for (let i = 0; i < calls; i++) {
    sink = work(i);
  }
  return Number(process.hrtime.bigint() - start);
}

// Return how many calls make a batch, having warmed up.
function calibrated(work, batch, warmUp) {
  let spent = 0;
  let calls = 1;
  let cost = Infinity; // the least counts: one try may have been interrupted
  do {
    const lasted = Math.max(timed(work, calls), 1);
    spent += lasted;
    cost = Math.min(cost, lasted / calls);
    calls = Math.max(1, Math.min(calls * 2, Math.floor(batch / cost)));
  } while (spent < warmUp);
  const least = Math.min(LEAST_ITEMS, Math.floor((LONGEST * batch) / cost));
  return Math.max(Math.floor(batch / cost), least, 1);
}

function workOf({ job, texts, zone, starts, fires }) {
  const dates = starts.map((seconds) => new Date(seconds * 1000));
  if (job === "parse") {
    return { share: 1, work: (i) => competitor.parse(texts[i % texts.length], zone) };
  }
  const schedule = competitor.parse(texts[0], zone);
  if (job === "iterate") {
    return {
      share: fires,
      work: (i) => competitor.run(schedule, dates[i % dates.length], fires),
    };
  }
  const step = job === "previous" ? competitor.previous : competitor.next;
  return { share: 1, work: (i) => step(schedule, dates[i % dates.length]) };
}

function answersTo({ job, texts, zone, starts, checked, take, patience }) {
  const step = job === "previous" ? competitor.previous : competitor.next;
  const schedules = texts.slice(0, checked).map((text) => competitor.parse(text, zone));
  const answers = [];
  const end = process.hrtime.bigint() + BigInt(patience);
  for (let i = 0; i < checked && (i === 0 || process.hrtime.bigint() < end); i++) {
    let fire = new Date(starts[i] * 1000);
    for (let left = take; left > 0; left--) {
      fire = fire && step(schedules[i % schedules.length], fire);
      answers.push(fire && fire.getTime() / 1000);
    }
  }
  return answers;
}

function answer(message) {
  if (message.do === "once") {
    const { work, calls, share } = prepared.get(message.case);
    return { value: timed(work, calls) / calls / share };
  }
  const answers = answersTo(message);
  const { work, share } = workOf(message);
  const calls = calibrated(work, message.batch, message.warm_up);
  prepared.set(message.case, { work, calls, share });
  return { answers };
}

tell({ version: JSON.parse(readFileSync(manifest, "utf8")).version });
for await (const line of createInterface({ input: process.stdin })) {
  try {
    tell(answer(JSON.parse(line)));
  } catch (error) {
    tell({ fails: `${error.name}: ${error.message}` });
  }
}
