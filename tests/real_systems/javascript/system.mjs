// Answers for one package from npm, line by line, as tests/real_systems/programs.py asks.
//
// The arguments are the package's name and the folder in which it is installed.

import { createRequire } from "node:module";
import { createInterface } from "node:readline";

const [name, folder] = process.argv.slice(2);
const require = createRequire(`${folder}/package.json`);

// How each package reads a text and finds the next run after a date; null where there is none.
const systems = {
  croner: ({ Cron }) => (text, zone) => {
    const cron = new Cron(text, { timezone: zone });
    return (date) => cron.nextRun(date);
  },
  "cron-parser": ({ CronExpressionParser }) => (text, zone) => {
    const schedule = CronExpressionParser.parse(text, { tz: zone });
    return (date) => {
      schedule.reset(date);
      return nextOrNull(schedule);
    };
  },
};

// It throws where it gives up looking.
function nextOrNull(schedule) {
  try {
    return schedule.next().toDate();
  } catch (error) {
    if (/limit|span/.test(error.message)) {
      return null;
    }
    throw error;
  }
}

function walk(next, start, take) {
  const runs = [];
  let date = new Date(start * 1000);
  while (runs.length < take && date !== null) {
    date = next(date);
    runs.push(date === null ? null : date.getTime() / 1000);
  }
  return runs;
}

function answer({ text, zone, starts, take }) {
  let next;
  try {
    next = read(text, zone ?? "UTC");
  } catch (error) {
    return { taken: false, failure: error.message };
  }
  try {
    return { taken: true, runs: starts.map((start) => walk(next, start, take)) };
  } catch (error) {
    return { taken: true, failure: `${error.name}: ${error.message}` };
  }
}

function tell(message) {
  process.stdout.write(JSON.stringify(message) + "\n");
}

const read = systems[name](require(name));
tell({ version: require(`./node_modules/${name}/package.json`).version });
for await (const line of createInterface({ input: process.stdin })) {
  tell(answer(JSON.parse(line)));
}
