// Python, out of the way of typing. There is one question at a time, and a newer one drops it: what
// takes long is answered in steps, and between two pieces of them the worker listens.
import { loadPyodide } from "./pyodide/pyodide.mjs";

// A piece is as many steps as fit into so many milliseconds. Whoever presses a key waits for no
// more than one, since what is asked comes before the next piece.
const PIECE = 8;

const clock = () => performance.timeOrigin + performance.now();

async function bytes(path) {
  const response = await fetch(path);
  if (!response.ok) throw new Error(`${path}: ${response.status}`);
  return response.arrayBuffer();
}

async function ready() {
  const wheels = JSON.parse(new TextDecoder().decode(await bytes("wheels/list.json")));
  const [python, code, ...archives] = await Promise.all([
    loadPyodide(),
    bytes("answers.py"),
    ...wheels.map((name) => bytes(`wheels/${name}`)),
  ]);
  for (const archive of archives) python.unpackArchive(archive, "wheel");
  python.FS.writeFile("answers.py", new Uint8Array(code));
  return python.pyimport("answers").steps;
}

const steps = ready();
const turns = new MessageChannel();
let current = null;
let scheduled = false;
// The pieces since the last answer: whoever checks the page counts them.
let begun = [];
let longest = 0;

onmessage = async ({ data: { id, question, since } }) => {
  try {
    const asking = await steps;
    drop();
    current = { id, since, rest: asking(question) };
    piece();
  } catch (error) {
    fail(id, error);
  }
};

function drop() {
  if (current === null) return;
  current.rest.destroy();
  postMessage({ id: current.id, dropped: true });
  current = null;
}

// Of a traceback, the line that says what happened.
function fail(id, error) {
  postMessage({ id, failure: String(error).trim().split("\n").pop() });
}

turns.port1.onmessage = () => {
  scheduled = false;
  if (current !== null) piece();
};

function piece() {
  const { id, since, rest } = current;
  const start = clock();
  try {
    let answer;
    do answer = rest.next().value;
    while (!answer && clock() - start < PIECE);
    begun.push(start);
    longest = Math.max(longest, clock() - start);
    if (answer) answered(id, since, answer);
    // Messages come in turn: what has been asked meanwhile is before this one.
    else if (!scheduled) turns.port2.postMessage(null);
    scheduled = !answer || scheduled;
  } catch (error) {
    current = null;
    fail(id, error);
  }
}

function answered(id, since, answer) {
  current.rest.destroy();
  current = null;
  // The last one is the answer's own.
  const after = begun.slice(0, -1).filter((each) => each > since).length;
  postMessage({ id, answer, pieces: begun.length, longest, after });
  begun = [];
  longest = 0;
}
